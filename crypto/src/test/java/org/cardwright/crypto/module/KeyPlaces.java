package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.KeyPlace.in;
import static org.cardwright.crypto.module.KeyPlace.internal;
import static org.cardwright.crypto.module.KeyPlace.out;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.PlaceRequests.ONE;
import static org.cardwright.crypto.module.PlaceRequests.PIN1;
import static org.cardwright.crypto.module.PlaceRequests.PIN2;
import static org.cardwright.crypto.module.PlaceRequests.block;
import static org.cardwright.crypto.module.PlaceRequests.cardKey;
import static org.cardwright.crypto.module.PlaceRequests.newPin;
import static org.cardwright.crypto.module.PlaceRequests.offset;
import static org.cardwright.crypto.module.PlaceRequests.pin;
import static org.cardwright.crypto.module.PlaceRequests.secret;
import static org.cardwright.crypto.module.PlaceRequests.vector;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.crypto.derive.DiversificationData;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.formats.bytes.ByteString;

/** The table of all places where an operation of a security module takes a key, and the only use a key has there. */
final class KeyPlaces {

    private static final KeyName IMK = KeyName.of("bank-one.imk-ac");
    private static final KeyName CVC3 = KeyName.of("bank-one.imk-cvc3");
    private static final KeyName KEK1 = KeyName.of("bank-one.kek1-k0");
    private static final KeyName KEK2 = KeyName.of("personalizer.kek2-k0");
    private static final KeyName DATA1 = KeyName.of("bank-one.kek1-d0");
    private static final KeyName DATA2 = KeyName.of("personalizer.kek2-d0");
    private static final Set<KeyPurpose> MASTERS = EnumSet.of(
            KeyPurpose.IMK_AC, KeyPurpose.IMK_SMC, KeyPurpose.IMK_SMI, KeyPurpose.IMK_IDN, KeyPurpose.IMK_CVC3);

    private KeyPlaces() {}

    static List<KeyPlace> all() {
        return Stream.of(
                        cardKeys(),
                        pins(),
                        newPins(),
                        secrets(),
                        values(),
                        CertificatePlaces.certificates(),
                        CertificatePlaces.issuers(),
                        CheckPlaces.checks(),
                        CheckPlaces.others())
                .flatMap(places -> places)
                .toList();
    }

    private static Stream<KeyPlace> cardKeys() {
        return Stream.of(
                new KeyPlace(
                        "card keys: master",
                        MASTERS,
                        KeyDirection.NONE,
                        KeyPlace.Work.PROTECTS,
                        IMK,
                        (module, key) -> module.cardKeys().derive(List.of(cardKey(key, KEK2)))),
                out(
                        "card keys: KEK2",
                        KeyPurpose.KEK,
                        KEK2,
                        (module, key) -> module.cardKeys().derive(List.of(cardKey(IMK, key)))),
                new KeyPlace(
                        "dry run: master",
                        MASTERS,
                        KeyDirection.NONE,
                        KeyPlace.Work.PROTECTS,
                        IMK,
                        (module, key) -> module.keyDerivations()
                                .checkValues(new KeyDerivations.DryRun(
                                        key, KeyDiversification.EMV_A, new DiversificationData.Card(PAN, ONE)))));
    }

    private static Stream<KeyPlace> pins() {
        KeyName pvv = KeyName.of("bank-one.pvk-pvv");
        KeyName ibm = KeyName.of("bank-one.pvk-ibm");
        return Stream.of(
                in(
                        "PIN: KEK1",
                        KeyPurpose.PIN_ENCRYPTION,
                        PIN1,
                        (module, key) -> module.pins().translate(List.of(pin(key, PIN2)))),
                out(
                        "PIN: KEK2",
                        KeyPurpose.PIN_ENCRYPTION,
                        PIN2,
                        (module, key) -> module.pins().translate(List.of(pin(PIN1, key)))),
                internal(
                        "PVV: key",
                        KeyPurpose.PVK_PVV,
                        pvv,
                        (module, key) -> module.pins()
                                .pinVerificationValues(List.of(new Pins.PinValueRequest(key, 1, PIN1, block(), PAN)))),
                in(
                        "PVV: PIN key",
                        KeyPurpose.PIN_ENCRYPTION,
                        PIN1,
                        (module, key) -> module.pins()
                                .pinVerificationValues(List.of(new Pins.PinValueRequest(pvv, 1, key, block(), PAN)))),
                internal(
                        "offset: key",
                        KeyPurpose.PVK_IBM,
                        ibm,
                        (module, key) -> module.pins().ibmOffsets(List.of(offset(key, PIN1)))),
                in(
                        "offset: PIN key",
                        KeyPurpose.PIN_ENCRYPTION,
                        PIN1,
                        (module, key) -> module.pins().ibmOffsets(List.of(offset(ibm, key)))));
    }

    private static Stream<KeyPlace> newPins() {
        return Stream.of(internal(
                "new PIN: storage key",
                KeyPurpose.PIN_STORAGE,
                KeyName.of("bank-one.pin-storage"),
                (module, key) -> module.pins().newPins(List.of(newPin(key)))));
    }

    private static Stream<KeyPlace> secrets() {
        return Stream.of(
                in("secret key: KEK1", KeyPurpose.KEK, KEK1, (module, key) -> secret(module, key, KEK2)),
                out("secret key: KEK2", KeyPurpose.KEK, KEK2, (module, key) -> secret(module, KEK1, key)),
                in("secret data: KEK1", KeyPurpose.DATA_ENCRYPTION, DATA1, (module, key) -> secret(module, key, DATA2)),
                out(
                        "secret data: KEK2",
                        KeyPurpose.DATA_ENCRYPTION,
                        DATA2,
                        (module, key) -> secret(module, DATA1, key)));
    }

    private static Stream<KeyPlace> values() {
        return Stream.of(
                internal(
                        "CVV",
                        KeyPurpose.CVK,
                        KeyName.of("bank-one.cvk"),
                        (module, key) -> module.cardValues()
                                .cardVerificationValues(
                                        List.of(new CardValues.CardValueRequest(key, PAN, "3012", "201")))),
                internal(
                        "DAC",
                        KeyPurpose.IMK_DAC,
                        KeyName.of("bank-one.imk-dac"),
                        (module, key) -> module.cardValues()
                                .dataAuthenticationCodes(
                                        List.of(new CardValues.DataAuthenticationCodeRequest(key, PAN, ONE)))),
                internal(
                        "IVCVC3",
                        KeyPurpose.IMK_CVC3,
                        CVC3,
                        (module, key) -> module.cardValues().cvc3InitialVectors(List.of(vector(key)))),
                internal(
                        "CVC3",
                        KeyPurpose.IMK_CVC3,
                        CVC3,
                        (module, key) -> module.cardValues()
                                .staticCvc3(List.of(new CardValues.StaticCvc3Request(
                                        vector(key), ByteString.repeat(0, 4), ByteString.repeat(0, 2), 3)))));
    }
}
