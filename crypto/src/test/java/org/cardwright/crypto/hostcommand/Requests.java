package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.CardKeys.CardKeyRequest;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.CardValues.CardValueRequest;
import org.cardwright.crypto.module.CardValues.Cvc3VectorRequest;
import org.cardwright.crypto.module.CardValues.DataAuthenticationCodeRequest;
import org.cardwright.crypto.module.CardValues.StaticCvc3Request;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.StaticSignatureRequest;
import org.cardwright.crypto.module.Certificates.ZeroPolicy;
import org.cardwright.crypto.module.Pins.NewPinRequest;
import org.cardwright.crypto.module.Pins.PinOffsetRequest;
import org.cardwright.crypto.module.Pins.PinTranslationRequest;
import org.cardwright.crypto.module.Pins.PinValueRequest;
import org.cardwright.crypto.module.Pins.SecretTranslationRequest;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.cardwright.formats.profile.PinSource;
import org.cardwright.sample.SampleData;

/** What the tests ask for, under the test keys. */
final class Requests {

    static final Pan PAN = Pan.of("9999990000000014");
    static final PanSequenceNumber ONE = new PanSequenceNumber(1);
    static final KeyName ISSUER = KeyName.of("bank-one.issuer-a000000003");
    static final KeyName CA = KeyName.of("test-ca.a000000003-e0");
    static final KeyName RECORD_MAC = KeyName.of("bureau.record-mac");
    static final KeyName SIGNING = KeyName.of("bureau.manifest-signing");
    static final WrapUnder KEK2 = under("personalizer.kek2-k0", Mode.ECB);
    static final ExpirationDate EXPIRES = new ExpirationDate(YearMonth.of(2030, 12));
    static final ByteString SERIAL = ByteString.fromHex("0A0B0C");

    private Requests() {}

    static WrapUnder under(String label, Mode mode) {
        return new WrapUnder(KeyName.of(label), mode);
    }

    static CardKeyRequest cardKeys(int card) {
        return new CardKeyRequest(
                Stream.of("bank-one.imk-ac", "bank-one.imk-smi", "bank-one.imk-smc")
                        .map(KeyName::of)
                        .toList(),
                card % 2 == 0 ? DerivationOption.A : DerivationOption.B,
                pan(card),
                new PanSequenceNumber(card % 100),
                KEK2);
    }

    /** A PAN of the test BIN with its check digit. */
    static Pan pan(int card) {
        String body = "999999" + String.format(Locale.ROOT, "%09d", card);
        return IntStream.range(0, 10)
                .mapToObj(digit -> body + digit)
                .filter(Pan::hasValidCheckDigit)
                .findFirst()
                .map(Pan::of)
                .orElseThrow();
    }

    static List<CardKeyRequest> cards(int count) {
        return IntStream.range(0, count).mapToObj(Requests::cardKeys).toList();
    }

    static IccKeyRequest iccKey(String reference, Optional<ByteString> staticData) {
        return new IccKeyRequest(
                reference, 1024, 3, ISSUER, PAN, EXPIRES, SERIAL, staticData, KEK2, ZeroPolicy.LEFT_FILL, 0);
    }

    static StaticSignatureRequest staticData(int bytes) {
        return new StaticSignatureRequest(ISSUER, ByteString.fromHex("DAC1"), ByteString.repeat(0x5A, bytes));
    }

    static List<PinTranslationRequest> translations() {
        List<PinTranslationRequest> all = new ArrayList<>();
        for (PinBlockFormat to : List.of(PinBlockFormat.ISO_1, PinBlockFormat.ISO_2)) {
            all.add(translation("bank-one", goodPinBlock(), to));
            all.add(translation("bank-one", pinBlock(PinBlockFormat.ISO_1, 8), to));
            all.add(translation("bank-one", pinBlock(PinBlockFormat.ISO_0, 8), to));
            all.add(translation("bank-three", pinBlock(PinBlockFormat.ISO_4, 16), to));
            all.add(translation("bank-three", pinBlock(PinBlockFormat.ISO_0, 8), to));
        }
        return all;
    }

    static PinTranslationRequest translation(String bank, EncryptedPinBlock block, PinBlockFormat to) {
        return new PinTranslationRequest(
                "A-1/8010", KeyName.of(bank + ".kek1-p0"), block, PAN, under("personalizer.kek2-p0", Mode.CBC), to);
    }

    /** A block of format 1 with the PIN 1234 under KEK1 of the bank. */
    static EncryptedPinBlock goodPinBlock() {
        String key = clearTestKey("bank-one.kek1-p0");
        try (SecretBytes secret = SecretBytes.adopt(HexFormat.of().parseHex(key));
                KeyCipher cipher = KeyCipher.tdes(secret)) {
            byte[] clear = HexFormat.of().parseHex("141234567890ABCD");
            return new EncryptedPinBlock(PinBlockFormat.ISO_1, ByteString.of(cipher.encryptEcb(clear)));
        }
    }

    /** Noise: there is no PIN in it. */
    static EncryptedPinBlock pinBlock(PinBlockFormat format, int bytes) {
        return new EncryptedPinBlock(format, ByteString.repeat(0x3C, bytes));
    }

    static PinValueRequest pinValue(EncryptedPinBlock block) {
        return new PinValueRequest(KeyName.of("bank-one.pvk-pvv"), 1, KeyName.of("bank-one.kek1-p0"), block, PAN);
    }

    static PinOffsetRequest pinOffset(EncryptedPinBlock block) {
        PinOffsetProfile rule =
                new PinOffsetProfile(new KeyReference("bank-one.pvk-ibm", 1), 4, "0123456789012345", 4, 11, 'F');
        return new PinOffsetRequest(rule, KeyName.of("bank-one.kek1-p0"), block, PAN);
    }

    /** Of several lengths. */
    static List<NewPinRequest> newPins() {
        return Stream.of(4, 6, 12)
                .map(digits -> new NewPinRequest(
                        "A-1/PIN", new PinSource.Random(digits), PAN, KeyName.of("bank-one.pin-storage")))
                .toList();
    }

    static SecretTranslationRequest secret(int blocks) {
        return new SecretTranslationRequest(
                under("bank-one.kek1-d0", Mode.CBC),
                ByteString.repeat(0x77, 8 * blocks),
                under("personalizer.kek2-d0", Mode.ECB));
    }

    static CardValueRequest cardValue(int card) {
        return new CardValueRequest(KeyName.of("bank-one.cvk"), pan(card), "3012", "201");
    }

    static DataAuthenticationCodeRequest dataAuthenticationCode(KeyName key) {
        return new DataAuthenticationCodeRequest(key, PAN, ONE);
    }

    static Cvc3VectorRequest vector() {
        return new Cvc3VectorRequest(
                KeyName.of("bank-one.imk-cvc3"),
                DerivationOption.A,
                PAN,
                ONE,
                ByteString.fromHex("9999990000000014D30122010000000000000F"));
    }

    static StaticCvc3Request staticCvc3(int digits) {
        return new StaticCvc3Request(vector(), ByteString.repeat(0, 4), ByteString.repeat(0, 2), digits);
    }

    /** A published test key. */
    private static String clearTestKey(String name) {
        try {
            String json = Files.readString(SampleData.path("keys-test-only/symmetric-keys.json"));
            Matcher matcher = Pattern.compile("\"" + Pattern.quote(name) + "\"[^}]*\"hex\": \"([0-9A-F]+)\"")
                    .matcher(json);
            assertThat(matcher.find()).isTrue();
            return matcher.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
