package org.cardwright.crypto.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PinVerificationTest {

    private static final String PVK = "0123456789ABCDEFFEDCBA9876543210";

    static List<PublishedVector> pvv() {
        return PublishedVector.startingWith("PVV ");
    }

    static List<PublishedVector> ibm() {
        return PublishedVector.startingWith("IBM3624 ");
    }

    @ParameterizedTest
    @MethodSource("pvv")
    void computes_the_published_pvv(PublishedVector v) {
        try (KeyCipher key = cipher(v.input("pvk"))) {
            assertThat(PinVerificationValue.compute(
                            key, v.input("pan"), Integer.parseInt(v.input("pvki")), pin(v.input("pin"))))
                    .isEqualTo(v.output("pvv"));
        }
    }

    @Test
    void another_pin_or_key_index_gives_another_pvv() {
        try (KeyCipher key = cipher(PVK)) {
            String value = PinVerificationValue.compute(key, "9999990000000014", 1, pin("1234"));
            assertThat(PinVerificationValue.compute(key, "9999990000000014", 1, pin("1235")))
                    .isNotEqualTo(value);
            assertThat(PinVerificationValue.compute(key, "9999990000000014", 2, pin("1234")))
                    .isNotEqualTo(value);
            assertThatThrownBy(() -> PinVerificationValue.compute(key, "9999990000000014", 10, pin("1234")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("ibm")
    void computes_the_published_pin_and_offset(PublishedVector v) {
        Ibm3624 ibm = new Ibm3624(v.input("decimalisation"));
        String data = validationData(v);
        try (KeyCipher key = cipher(v.input("pvk"))) {
            assertThat(text(ibm.pin(key, data, v.input("offset")))).isEqualTo(v.output("pin"));
            assertThat(ibm.offset(key, data, pin(v.output("pin")))).isEqualTo(v.input("offset"));
            assertThat(ibm.offset(key, data, pin("0000"))).isNotEqualTo(v.input("offset"));
        }
    }

    @Test
    void an_offset_leads_back_to_the_pin_for_every_length() {
        try (KeyCipher key = cipher(PVK)) {
            for (String pin : List.of("1234", "98765", "000000", "123456789012")) {
                String data = Ibm3624.validationData("9999990000000014");
                String offset = Ibm3624.DEFAULT.offset(key, data, pin(pin));
                assertThat(offset).hasSameSizeAs(pin);
                assertThat(text(Ibm3624.DEFAULT.pin(key, data, offset))).isEqualTo(pin);
            }
        }
    }

    @Test
    void validation_data_are_the_leftmost_sixteen_digits_filled_with_f() {
        assertThat(Ibm3624.validationData("9999990000000014123")).isEqualTo("9999990000000014");
        assertThat(Ibm3624.validationData("9999990000000")).isEqualTo("9999990000000FFF");
    }

    @Test
    void refuses_a_decimalisation_table_that_is_none() {
        assertThatThrownBy(() -> new Ibm3624("012345678901234A")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ibm3624("012345678901234")).isInstanceOf(IllegalArgumentException.class);
    }

    /** The vectors describe the data in words: {@code PAN[0:14] padded with F to 16}. */
    private static String validationData(PublishedVector v) {
        String words = v.input("validation_data");
        String pan = v.input("pan");
        return switch (words) {
            case "PAN[0:16] padded with F to 16" -> Ibm3624.validationData(pan);
            case "PAN[0:14] padded with F to 16" -> Ibm3624.validationData(pan.substring(0, 14));
            case "PAN[1:15] padded with 1 to 16" -> pan.substring(1, 15) + "11";
            default -> throw new IllegalStateException("unknown validation data of " + v.name());
        };
    }

    private static KeyCipher cipher(String hex) {
        return KeyCipher.tdes(SecretBytes.adopt(HexFormat.of().parseHex(hex)));
    }

    private static ClearPin pin(String digits) {
        byte[] values = new byte[digits.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (digits.charAt(i) - '0');
        }
        return ClearPin.adopt(values);
    }

    private static String text(ClearPin pin) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pin.length(); i++) {
            text.append(pin.digit(i));
        }
        return text.toString();
    }
}
