package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.KeyPlace.asked;
import static org.cardwright.crypto.module.KeyPlace.in;
import static org.cardwright.crypto.module.KeyPlace.internal;
import static org.cardwright.crypto.module.PlaceRequests.BLOCKS;
import static org.cardwright.crypto.module.PlaceRequests.PIN1;
import static org.cardwright.crypto.module.PlaceRequests.PIN2;
import static org.cardwright.crypto.module.PlaceRequests.cardKey;
import static org.cardwright.crypto.module.PlaceRequests.pin;
import static org.cardwright.crypto.module.PlaceRequests.wrappedPin;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PinBlockFormat;

/** The places where keys answer questions, make seals or show their public halves. */
final class CheckPlaces {

    private static final KeyName IMK = KeyName.of("bank-one.imk-ac");
    private static final KeyName ISSUER = KeyName.of("bank-one.issuer-a000000003");
    private static final KeyName KEK2 = KeyName.of("personalizer.kek2-k0");

    private CheckPlaces() {}

    static Stream<KeyPlace> checks() {
        return Stream.of(
                asked(
                        "check values: KEK2",
                        KeyPurpose.KEK,
                        KEK2,
                        (module, key) ->
                                module.checks().checkValuesFit(BLOCKS, new WrapUnder(key, Mode.ECB), List.of())),
                asked(
                        "private key: KEK2",
                        KeyPurpose.KEK,
                        KEK2,
                        (module, key) -> module.checks()
                                .privateKeyFits(
                                        List.of(BLOCKS, BLOCKS, BLOCKS, BLOCKS, BLOCKS),
                                        new WrapUnder(key, Mode.ECB),
                                        module.inventory().rsaPublicKey(ISSUER),
                                        0)),
                asked(
                        "same card keys: KEK2",
                        KeyPurpose.KEK,
                        KEK2,
                        (module, key) -> module.checks().cardKeysFit(BLOCKS, cardKey(IMK, key))),
                asked(
                        "PIN block: KEK2",
                        KeyPurpose.PIN_ENCRYPTION,
                        PIN2,
                        (module, key) -> module.checks()
                                .pinBlockWellFormed(
                                        ByteString.repeat(1, 8), new WrapUnder(key, Mode.ECB), PinBlockFormat.ISO_2)),
                in(
                        "same PIN: KEK1",
                        KeyPurpose.PIN_ENCRYPTION,
                        PIN1,
                        (module, key) -> module.checks().samePin(wrappedPin(module), pin(key, PIN2))));
    }

    static Stream<KeyPlace> others() {
        KeyName signing = KeyName.of("bureau.manifest-signing");
        return Stream.of(
                asked(
                        "same PIN: KEK2",
                        KeyPurpose.PIN_ENCRYPTION,
                        PIN2,
                        (module, key) -> module.checks().samePin(wrappedPin(module), pin(PIN1, key))),
                internal(
                        "MAC",
                        KeyPurpose.RECORD_MAC,
                        KeyName.of("bureau.record-mac"),
                        (module, key) -> module.seals().mac(key, "x", List.of(ByteString.EMPTY))),
                internal(
                        "signature",
                        KeyPurpose.MANIFEST_SIGNING,
                        signing,
                        (module, key) -> module.seals().sign(key, ByteString.ofByte(1))),
                new KeyPlace(
                        "public half: RSA",
                        EnumSet.of(KeyPurpose.ISSUER_RSA, KeyPurpose.CA_RSA),
                        KeyDirection.NONE,
                        KeyPlace.Work.SHOWS,
                        ISSUER,
                        (module, key) -> module.inventory().rsaPublicKey(key)),
                new KeyPlace(
                        "public half: Ed25519",
                        EnumSet.of(KeyPurpose.MANIFEST_SIGNING),
                        KeyDirection.NONE,
                        KeyPlace.Work.SHOWS,
                        signing,
                        (module, key) -> module.inventory().ed25519PublicKey(key)));
    }
}
