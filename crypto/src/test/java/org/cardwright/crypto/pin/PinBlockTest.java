package org.cardwright.crypto.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PinBlockTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String TDES_KEY = "0123456789ABCDEFFEDCBA9876543210";
    private static final String AES_KEY = "00112233445566778899AABBCCDDEEFF";
    private static final int ROUNDS = Integer.getInteger("cardwright.fuzz", 2_000);
    private static final SecureRandom RANDOM = new SecureRandom();

    static Stream<Arguments> clearBlocks() {
        return Stream.of(
                Arguments.of(PublishedVector.named("PIN block ISO-0"), PinBlockFormat.ISO_0),
                Arguments.of(PublishedVector.named("PIN block ISO-0 (12 digits)"), PinBlockFormat.ISO_0),
                Arguments.of(PublishedVector.named("PIN block ISO-2"), PinBlockFormat.ISO_2));
    }

    @ParameterizedTest
    @MethodSource("clearBlocks")
    void iso_9564_1_clear_blocks(PublishedVector v, PinBlockFormat format) {
        String pan = v.inputs().getOrDefault("pan", "0000000000000000");
        byte[] block = new PinBlock(format, pan).encode(pin(v.input("pin")), RANDOM);
        assertThat(HEX.formatHex(block)).isEqualTo(v.output("block"));
        assertThat(text(new PinBlock(format, pan).decode(block))).isEqualTo(v.input("pin"));
    }

    @Test
    void iso_9564_1_format_3() {
        PublishedVector v = PublishedVector.named("PIN block ISO-3 decode");
        byte[] block = HEX.parseHex(v.input("block"));
        assertThat(text(new PinBlock(PinBlockFormat.ISO_3, v.input("pan")).decode(block)))
                .isEqualTo(v.output("pin"));
        assertThat(new PinBlock(PinBlockFormat.ISO_0, v.input("pan")).decode(block))
                .isEmpty();
    }

    @Test
    void iso_9564_1_format_4() {
        PublishedVector v = PublishedVector.named("PIN block ISO-4 (deterministic random FF*8)");
        try (KeyCipher key = aes(v.input("key"))) {
            byte[] block = new PinBlock(PinBlockFormat.ISO_4, v.input("pan"))
                    .encipher(pin(v.input("pin")), key, new AllOnes());
            assertThat(HEX.formatHex(block)).isEqualTo(v.output("enc"));
        }
        PublishedVector field = PublishedVector.named("PAN field ISO-4");
        assertThat(HEX.formatHex(PinField.panFieldFormat4(field.input("pan")))).isEqualTo(field.output("field"));
        PublishedVector ep2 = PublishedVector.named("PIN block ISO-4 ep2 vector (decode)");
        try (KeyCipher key = aes(ep2.input("key"))) {
            byte[] block = HEX.parseHex(ep2.input("block"));
            assertThat(text(new PinBlock(PinBlockFormat.ISO_4, ep2.input("pan")).decipher(block, key)))
                    .isEqualTo(ep2.output("pin"));
            assertThat(new PinBlock(PinBlockFormat.ISO_4, "432198765432109871").decipher(block, key))
                    .isEmpty();
        }
    }

    @Test
    void a_pan_shorter_than_twelve_digits_is_filled_on_the_left() {
        assertThat(HEX.formatHex(PinField.panFieldFormat4("12345"))).isEqualTo("00000000123450000000000000000000");
        assertThat(HEX.formatHex(PinField.panField("12345"))).isEqualTo("0000000000001234");
    }

    @Test
    void re_encrypts_from_format_0_to_format_2() {
        PublishedVector v =
                PublishedVector.startingWith("PIN block re-encryption").get(0);
        try (KeyCipher from = tdes(v.input("key1"));
                KeyCipher to = tdes(v.input("key2"));
                ClearPin pin = new PinBlock(PinBlockFormat.ISO_0, v.input("pan"))
                        .decipher(HEX.parseHex(v.input("iso0_under_key1")), from)
                        .orElseThrow()) {
            byte[] out = new PinBlock(PinBlockFormat.ISO_2, v.input("pan")).encipher(pin, to, RANDOM);
            assertThat(HEX.formatHex(out)).isEqualTo(v.output("iso2_under_key2"));
        }
    }

    @ParameterizedTest
    @EnumSource(PinBlockFormat.class)
    void every_pin_comes_back(PinBlockFormat format) {
        long seed = Long.getLong("seed", 42);
        Random random = new Random(seed);
        try (KeyCipher key = format == PinBlockFormat.ISO_4 ? aes(AES_KEY) : tdes(TDES_KEY)) {
            for (int round = 0; round < ROUNDS; round++) {
                String pin = digits(random, 4 + random.nextInt(9));
                String pan = digits(random, 13 + random.nextInt(7));
                byte[] block = new PinBlock(format, pan).encipher(pin(pin), key, RANDOM);
                assertThat(block).hasSize(format.blockBytes());
                assertThat(text(new PinBlock(format, pan).decipher(block, key)))
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(pin);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PinBlockFormat.class)
    void random_blocks_give_a_pin_that_encodes_again_or_nothing(PinBlockFormat format) {
        long seed = Long.getLong("seed", 43);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] clear = new byte[format.blockBytes()];
            random.nextBytes(clear);
            clear[0] = (byte) (format.ordinal() << 4 | random.nextInt(16));
            Optional<ClearPin> pin = new PinBlock(format, "9999990000000014").decode(clear);
            pin.ifPresent(found ->
                    assertThat(found.length()).as("seed %d", seed).isBetween(ClearPin.MIN_DIGITS, ClearPin.MAX_DIGITS));
        }
    }

    @ParameterizedTest
    @EnumSource(PinBlockFormat.class)
    void one_wrong_nibble_is_no_pin(PinBlockFormat format) {
        String pan = "9999990000000014";
        byte[] block = new PinBlock(format, pan).encode(pin("1234"), RANDOM);
        assertThat(new PinBlock(format, pan).decode(block)).isPresent();
        byte[] otherControl = block.clone();
        otherControl[0] ^= 0x70;
        byte[] tooLong = block.clone();
        tooLong[0] ^= (byte) (0x4 ^ 0xD);
        byte[] tooShort = block.clone();
        tooShort[0] ^= (byte) (0x4 ^ 0x3);
        byte[] notADigit = block.clone();
        notADigit[1] ^= (byte) 0xC0;
        byte[] otherFill = block.clone();
        otherFill[7] ^= 0x08;
        assertThat(new PinBlock(format, pan).decode(otherControl)).isEmpty();
        assertThat(new PinBlock(format, pan).decode(tooLong)).isEmpty();
        assertThat(new PinBlock(format, pan).decode(tooShort)).isEmpty();
        assertThat(new PinBlock(format, pan).decode(notADigit)).isEmpty();
        if (format == PinBlockFormat.ISO_0 || format == PinBlockFormat.ISO_2 || format == PinBlockFormat.ISO_4) {
            assertThat(new PinBlock(format, pan).decode(otherFill)).isEmpty();
        }
    }

    @Test
    void another_pan_opens_no_bound_block() {
        try (KeyCipher key = tdes(TDES_KEY)) {
            byte[] block = new PinBlock(PinBlockFormat.ISO_0, "9999990000000014").encipher(pin("1234"), key, RANDOM);
            assertThat(new PinBlock(PinBlockFormat.ISO_0, "9999991111111112").decipher(block, key))
                    .isEmpty();
        }
    }

    @Test
    void a_chip_block_under_aes_is_padded_and_the_padding_is_checked() {
        try (KeyCipher key = aes(AES_KEY)) {
            byte[] block = new PinBlock(PinBlockFormat.ISO_2, "").encipher(pin("123456"), key, RANDOM);
            assertThat(HEX.formatHex(key.decryptEcb(block))).isEqualTo("26123456FFFFFFFF8000000000000000");
            assertThat(text(new PinBlock(PinBlockFormat.ISO_2, "").decipher(block, key)))
                    .isEqualTo("123456");
            byte[] wrong = key.encryptEcb(HEX.parseHex("26123456FFFFFFFF8000000000000001"));
            assertThat(new PinBlock(PinBlockFormat.ISO_2, "").decipher(wrong, key))
                    .isEmpty();
        }
    }

    @Test
    void refuses_a_key_of_the_other_cipher() {
        try (KeyCipher aes = aes(AES_KEY);
                KeyCipher tdes = tdes(TDES_KEY)) {
            assertThatThrownBy(() -> new PinBlock(PinBlockFormat.ISO_0, "9999990000000014").decipher(new byte[8], aes))
                    .isInstanceOf(KeyRefusedException.class);
            assertThatThrownBy(
                            () -> new PinBlock(PinBlockFormat.ISO_4, "9999990000000014").decipher(new byte[16], tdes))
                    .isInstanceOf(KeyRefusedException.class);
            assertThat(tdes.algorithm()).isEqualTo(KeyAlgorithm.TDES);
        }
    }

    @Test
    void a_closed_pin_holds_only_zeros_and_never_shows_its_digits() {
        byte[] digits = {9, 8, 7, 6};
        ClearPin pin = ClearPin.adopt(digits);
        assertThat(pin).hasToString("ClearPin(4)");
        pin.close();
        assertThat(digits).containsOnly(0);
    }

    private static ClearPin pin(String digits) {
        byte[] values = new byte[digits.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (digits.charAt(i) - '0');
        }
        return ClearPin.adopt(values);
    }

    private static String text(Optional<ClearPin> pin) {
        StringBuilder text = new StringBuilder();
        ClearPin found = pin.orElseThrow();
        for (int i = 0; i < found.length(); i++) {
            text.append(found.digit(i));
        }
        return text.toString();
    }

    private static String digits(Random random, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(random.nextInt(10));
        }
        return text.toString();
    }

    private static KeyCipher tdes(String hex) {
        return KeyCipher.tdes(SecretBytes.adopt(HEX.parseHex(hex)));
    }

    private static KeyCipher aes(String hex) {
        return KeyCipher.aes(SecretBytes.adopt(HEX.parseHex(hex)));
    }

    /** The fill that a published format 4 vector uses. */
    private static final class AllOnes extends SecureRandom {

        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 0xFF);
        }
    }
}
