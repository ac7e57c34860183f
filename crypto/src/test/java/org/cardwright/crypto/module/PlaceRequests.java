package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.encrypted;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.cardwright.formats.profile.PinSource;

/** The requests of {@link KeyPlaces}, each with the keys that it is given. */
final class PlaceRequests {

    static final PanSequenceNumber ONE = new PanSequenceNumber(1);
    static final KeyName PIN1 = KeyName.of("bank-one.kek1-p0");
    static final KeyName PIN2 = KeyName.of("personalizer.kek2-p0");
    static final ByteString BLOCKS = ByteString.repeat(5, 16);

    private static final Map<SecurityModule, KeyPairStock.StockedPair> STOCKED = new ConcurrentHashMap<>();

    private PlaceRequests() {}

    static CardKeys.CardKeyRequest cardKey(KeyName master, KeyName kek2) {
        return new CardKeys.CardKeyRequest(
                List.of(master), CardKeys.DerivationOption.A, PAN, ONE, new WrapUnder(kek2, Mode.ECB));
    }

    static Pins.PinTranslationRequest pin(KeyName from, KeyName to) {
        return new Pins.PinTranslationRequest(
                "A-1/8010", from, block(), PAN, new WrapUnder(to, Mode.ECB), PinBlockFormat.ISO_2);
    }

    static EncryptedPinBlock block() {
        return new EncryptedPinBlock(PinBlockFormat.ISO_1, encrypted("141234567890ABCD", PIN1.label()));
    }

    /** A block without a PIN would be answered before the key of the issuer is asked for. */
    static ByteString wrappedPin(SecurityModule module) {
        return module.pins().translate(List.of(pin(PIN1, PIN2))).get(0).made().orElseThrow();
    }

    static Pins.PinOffsetRequest offset(KeyName key, KeyName pinKey) {
        PinOffsetProfile rule =
                new PinOffsetProfile(new KeyReference(key.label(), key.version()), 4, "0123456789012345", 1, 16, 'F');
        return new Pins.PinOffsetRequest(rule, pinKey, block(), PAN);
    }

    static Pins.NewPinRequest newPin(KeyName storageKey) {
        return new Pins.NewPinRequest("A-1/PIN", new PinSource.Random(4), PAN, storageKey);
    }

    static void secret(SecurityModule module, KeyName from, KeyName to) {
        module.pins()
                .translateSecrets(List.of(new Pins.SecretTranslationRequest(
                        new WrapUnder(from, Mode.ECB), BLOCKS, new WrapUnder(to, Mode.ECB))));
    }

    static CardValues.Cvc3VectorRequest vector(KeyName key) {
        return new CardValues.Cvc3VectorRequest(key, CardKeys.DerivationOption.A, PAN, ONE, ByteString.EMPTY);
    }

    static Certificates.IccKeyRequest icc(KeyName issuer, KeyName kek2) {
        return new Certificates.IccKeyRequest(
                "A-1/9F46",
                1024,
                3,
                issuer,
                PAN,
                new ExpirationDate(YearMonth.of(2030, 12)),
                ByteString.fromHex("000001"),
                Optional.of(ByteString.EMPTY),
                new WrapUnder(kek2, Mode.ECB),
                Certificates.ZeroPolicy.LEFT_FILL,
                0);
    }

    /** A pair that was made ahead, certified for the card of {@link #icc}. */
    static void stocked(SecurityModule module, KeyName issuer, KeyName kek2) {
        KeyPairStock.StockedPair pair = STOCKED.computeIfAbsent(module, PlaceRequests::stockedPair);
        module.keyPairStock().certify(List.of(new KeyPairStock.Taking(pair, icc(issuer, kek2))));
    }

    private static KeyPairStock.StockedPair stockedPair(SecurityModule module) {
        KeyPairStock stock = module.keyPairStock();
        return stock.generate(List.of(new KeyPairStock.Place("places", stock.createStorageKey("places"), 1024, 3, 1)))
                .get(0);
    }

    static void certify(SecurityModule module, KeyName ca, KeyName issuer) {
        module.certificates()
                .certifyIssuerKey(new Certificates.IssuerCertificateRequest(
                        ca,
                        issuer,
                        "999999",
                        new ExpirationDate(YearMonth.of(2039, 12)),
                        ByteString.fromHex("000001")));
    }
}
