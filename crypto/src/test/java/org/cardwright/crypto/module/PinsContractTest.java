package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.GOLDEN_PAN;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertBadInput;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.clear;
import static org.cardwright.crypto.module.ModuleCalls.encrypted;
import static org.cardwright.crypto.module.ModuleCalls.flipped;
import static org.cardwright.crypto.module.ModuleCalls.under;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.Pins.PinTranslationRequest;
import org.cardwright.crypto.module.Pins.PinValueRequest;
import org.cardwright.crypto.module.Pins.SecretTranslationRequest;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PinsContractTest extends ModuleContract {

    PinsContractTest(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_0, bank-one, personalizer, ECB",
        "ISO_1, bank-one, personalizer-cbc, CBC",
        "ISO_3, bank-two, personalizer, ECB",
        "ISO_4, bank-three, personalizer-aes, CBC",
        "ISO_4, bank-three, personalizer, ECB"
    })
    void a_pin_goes_from_the_issuer_to_the_chip(PinBlockFormat format, String bank, String personalizer, Mode mode) {
        EncryptedPinBlock block = issuerPinBlock(format, bank);
        WrapUnder to = under(personalizer + ".kek2-p0", mode);
        for (PinBlockFormat target : List.of(PinBlockFormat.ISO_2, PinBlockFormat.ISO_1)) {
            PinTranslationRequest request =
                    new PinTranslationRequest("A-1/8010", KeyName.of(bank + ".kek1-p0"), block, PAN, to, target);
            ByteString translated =
                    module.pins().translate(List.of(request)).get(0).made().orElseThrow();
            assertThat(clear(translated, to.key()))
                    .startsWith(target == PinBlockFormat.ISO_2 ? "241234FFFFFFFFFF" : "141234");
            assertThat(module.checks().pinBlockWellFormed(translated, to, target))
                    .isTrue();
            assertThat(module.checks().pinBlockWellFormed(flipped(translated), to, target))
                    .isFalse();
            assertThat(module.checks().pinBlockWellFormed(translated.slice(1), to, target))
                    .isFalse();
            assertThat(module.checks().samePin(translated, request)).isTrue();
            assertThat(module.checks().samePin(flipped(translated), request)).isFalse();
            assertThat(module.checks().samePin(translated.slice(1), request)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ISO_1", "ISO_2"})
    void a_pin_of_another_order_is_told_from_the_right_one_whatever_fills_the_block(PinBlockFormat chip) {
        WrapUnder to = under("personalizer.kek2-p0", Mode.ECB);
        List<PinTranslationRequest> sent = Stream.of(
                        "141234567890ABCD", "14123400000000FF", "141235567890ABCD", "1512345678901234")
                .map(clear -> new EncryptedPinBlock(PinBlockFormat.ISO_1, encrypted(clear, "bank-one.kek1-p0")))
                .map(block ->
                        new PinTranslationRequest("A-1/8010", KeyName.of("bank-one.kek1-p0"), block, PAN, to, chip))
                .toList();
        ByteString wrapped =
                module.pins().translate(List.of(sent.get(0))).get(0).made().orElseThrow();

        assertThat(sent.stream().map(request -> module.checks().samePin(wrapped, request)))
                .containsExactly(true, true, false, false);
        PinTranslationRequest ofNoPin = new PinTranslationRequest(
                "A-1/8010",
                KeyName.of("bank-one.kek1-p0"),
                new EncryptedPinBlock(PinBlockFormat.ISO_1, ByteString.repeat(0x55, 8)),
                PAN,
                to,
                chip);
        assertThat(module.checks().samePin(wrapped, ofNoPin)).isFalse();
    }

    @Test
    void the_pin_of_the_published_profile_comes_wrapped_byte_for_byte() {
        // vectors/cps-profiles.txt, [visa]: DGI 8010; PIN 1234 under the test KEK1 of the golden profile
        TestKeyTable.Row kek1 = TestKeyTable.goldenKeys().stream()
                .filter(row -> row.label().equals("golden.kek1-pin"))
                .findFirst()
                .orElseThrow();
        try (SecretBytes key = SecretBytes.adopt(HexFormat.of().parseHex(kek1.hex()));
                KeyCipher cipher = KeyCipher.tdes(key)) {
            ByteString block = ByteString.of(cipher.encryptEcb(HexFormat.of().parseHex("141234567890ABCD")));
            PinTranslationRequest request = new PinTranslationRequest(
                    "A-1/8010",
                    KeyName.of("golden.kek1-pin"),
                    new EncryptedPinBlock(PinBlockFormat.ISO_1, block),
                    PAN,
                    under("golden.tk-pin", Mode.ECB),
                    PinBlockFormat.ISO_2);
            assertThat(module.pins()
                            .translate(List.of(request))
                            .get(0)
                            .made()
                            .orElseThrow()
                            .toHex())
                    .isEqualTo("84F41AA208AE9348");
        }
    }

    @Test
    void a_block_of_a_format_that_is_not_of_its_key_is_the_matter_of_one_card() {
        WrapUnder to = under("personalizer.kek2-p0", Mode.ECB);
        for (PinBlockFormat format : PinBlockFormat.values()) {
            String bank = format == PinBlockFormat.ISO_4 ? "bank-one" : "bank-three";
            EncryptedPinBlock block = new EncryptedPinBlock(format, ByteString.repeat(7, format.blockBytes()));
            PinTranslationRequest request = new PinTranslationRequest(
                    "A-1/8010", KeyName.of(bank + ".kek1-p0"), block, PAN, to, PinBlockFormat.ISO_2);
            assertThat(module.pins().translate(List.of(request)))
                    .containsExactly(new PinAnswer.None<>(PinAnswer.Fault.FORMAT_NOT_OF_KEY));
        }
    }

    @Test
    void a_block_without_a_pin_gives_nothing_and_the_others_still_pass() {
        EncryptedPinBlock good = issuerPinBlock(PinBlockFormat.ISO_0, "bank-one");
        EncryptedPinBlock garbage = new EncryptedPinBlock(PinBlockFormat.ISO_0, ByteString.repeat(0x55, 8));
        WrapUnder to = under("personalizer.kek2-p0", Mode.ECB);
        KeyName from = KeyName.of("bank-one.kek1-p0");
        List<PinAnswer<ByteString>> answers = module.pins()
                .translate(List.of(
                        new PinTranslationRequest("A-1/8010", from, good, PAN, to, PinBlockFormat.ISO_2),
                        new PinTranslationRequest("A-2/8010", from, garbage, PAN, to, PinBlockFormat.ISO_2),
                        new PinTranslationRequest("A-3/8010", from, good, GOLDEN_PAN, to, PinBlockFormat.ISO_2)));
        assertThat(answers.get(0).made()).isPresent();
        assertThat(answers.get(1)).isEqualTo(new PinAnswer.None<>(PinAnswer.Fault.NO_PIN));
        assertThat(answers.get(2)).isEqualTo(new PinAnswer.None<>(PinAnswer.Fault.NO_PIN));
        PinValueRequest value = new PinValueRequest(KeyName.of("bank-one.pvk-pvv"), 1, from, garbage, PAN);
        assertThat(module.pins().pinVerificationValues(List.of(value)))
                .containsExactly(new PinAnswer.None<>(PinAnswer.Fault.NO_PIN));
    }

    /** One zero table per digit would tell the PIN. */
    @Test
    void a_decimalisation_table_with_few_digits_is_refused() {
        EncryptedPinBlock block = issuerPinBlock(PinBlockFormat.ISO_0, "bank-one");
        KeyName pinKey = KeyName.of("bank-one.kek1-p0");
        for (String weak :
                List.of("0000000000000000", "0123456012345601", "0000012345678901", "012345678901234", "x")) {
            assertBadInput(() -> module.pins().ibmOffsets(List.of(offset(weak, pinKey, block))));
        }
    }

    private static Pins.PinOffsetRequest offset(String table, KeyName pinKey, EncryptedPinBlock block) {
        return new Pins.PinOffsetRequest(
                new PinOffsetProfile(new KeyReference("bank-one.pvk-ibm", 1), 4, table, 1, 16, 'F'),
                pinKey,
                block,
                PAN);
    }

    @Test
    void values_from_a_pin_are_digits_and_depend_on_the_key() {
        EncryptedPinBlock block = issuerPinBlock(PinBlockFormat.ISO_0, "bank-one");
        KeyName pinKey = KeyName.of("bank-one.kek1-p0");
        List<PinAnswer<String>> values = module.pins()
                .pinVerificationValues(List.of(
                        new PinValueRequest(KeyName.of("bank-one.pvk-pvv"), 1, pinKey, block, PAN),
                        new PinValueRequest(KeyName.of("bank-one.pvk-pvv"), 2, pinKey, block, PAN)));
        assertThat(values)
                .allMatch(value -> value.made().orElseThrow().matches("[0-9]{4}"))
                .doesNotHaveDuplicates();
        assertThat(module.pins().ibmOffsets(List.of(offset("0123456789012345", pinKey, block))))
                .allMatch(offset -> offset.made().orElseThrow().matches("[0-9]{4}"));
        assertBadInput(() -> module.pins()
                .pinVerificationValues(
                        List.of(new PinValueRequest(KeyName.of("bank-one.pvk-pvv"), 10, pinKey, block, PAN))));
    }

    /** Who knows his own PIN key would have the values of all PINs under a key of another issuer, and so find the PINs of his cards. */
    @Test
    void no_value_is_made_of_a_block_of_another_issuer() {
        EncryptedPinBlock block = issuerPinBlock(PinBlockFormat.ISO_1, "bank-two");
        KeyName pinKey = KeyName.of("bank-two.kek1-p0");
        for (String bank : List.of("bank-one", "bank-three")) {
            PinValueRequest value = new PinValueRequest(KeyName.of(bank + ".pvk-pvv"), 1, pinKey, block, PAN);
            assertRefused(() -> module.pins().pinVerificationValues(List.of(value)), "belong to two issuers");
        }
        assertRefused(
                () -> module.pins().ibmOffsets(List.of(offset("0123456789012345", pinKey, block))),
                "belong to two issuers");
    }

    @Test
    void a_secret_keeps_its_value_and_its_role_between_the_transport_keys() {
        String secret = "00112233445566778899AABBCCDDEEFF";
        for (String role : List.of("k0", "d0")) {
            ByteString incoming = encrypted(secret, "bank-two.kek1-" + role);
            WrapUnder to = under("personalizer-cbc.kek2-" + role, Mode.CBC);
            ByteString outgoing = module.pins()
                    .translateSecrets(List.of(
                            new SecretTranslationRequest(under("bank-two.kek1-" + role, Mode.ECB), incoming, to)))
                    .get(0);
            assertThat(clear(outgoing, to.key(), Mode.CBC)).isEqualTo(secret);
        }
        ByteString key = encrypted(secret, "bank-two.kek1-k0");
        assertRefused(
                () -> module.pins()
                        .translateSecrets(List.of(new SecretTranslationRequest(
                                under("bank-two.kek1-k0", Mode.ECB), key, under("personalizer.kek2-d0", Mode.ECB)))),
                "DATA_ENCRYPTION");
        assertBadInput(() -> module.pins()
                .translateSecrets(List.of(new SecretTranslationRequest(
                        under("bank-two.kek1-k0", Mode.ECB), key.slice(1), under("personalizer.kek2-k0", Mode.ECB)))));
    }

    /** PIN 1234 for the test PAN. */
    private static EncryptedPinBlock issuerPinBlock(PinBlockFormat format, String bank) {
        String clear = switch (format) {
            // 041234FFFFFFFFFF xor 0000999000000001
            case ISO_0 -> "0412AD6FFFFFFFFE";
            case ISO_1 -> "141234567890ABCD";
            case ISO_2 -> "241234FFFFFFFFFF";
            // 341234ABCDEFABCD xor 0000999000000001
            case ISO_3 -> "3412AD3BCDEFABCC";
            case ISO_4 -> "441234AAAAAAAAAA0011223344556677";
        };
        KeyName key = KeyName.of(bank + ".kek1-p0");
        if (format != PinBlockFormat.ISO_4) {
            return new EncryptedPinBlock(format, encrypted(clear, key.label()));
        }
        // AES[ AES[PIN field] xor PAN field ], PAN field 4 | 9999990000000014 | zeros
        byte[] inner = encrypted(clear, key.label()).toByteArray();
        byte[] panField = HexFormat.of().parseHex("49999990000000014000000000000000");
        for (int i = 0; i < inner.length; i++) {
            inner[i] ^= panField[i];
        }
        return new EncryptedPinBlock(format, encrypted(HexFormat.of().formatHex(inner), key.label()));
    }
}
