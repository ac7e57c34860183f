package org.cardwright.formats.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.cardwright.formats.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedDigitsTest {

    @ParameterizedTest
    @CsvSource({
        "'', 0, ''",
        "840, 2, 0840",
        "1, 1, 01",
        "978, 2, 0978",
        "000000010000, 6, 000000010000",
        "5, 6, 000000000005"
    })
    void n_is_padded_left_with_zeros(String digits, int bytes, String packed) {
        assertThat(Bcd.encode(digits, bytes).toHex()).isEqualTo(packed);
        assertThat(Bcd.decode(ByteString.fromHex(packed), digits.length())).isEqualTo(digits);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, ''",
        "4761739001010119, 8, 4761739001010119",
        "374245001741007, 8, 374245001741007F",
        "374245001741007, 10, 374245001741007FFFFF",
        "47617390010101191, 10, 47617390010101191FFF",
        "1, 2, 1FFF",
        "476173, 4, 476173FF"
    })
    void cn_is_padded_right_with_f(String digits, int bytes, String packed) {
        assertThat(CompressedNumeric.encode(digits, bytes).toHex()).isEqualTo(packed);
        assertThat(CompressedNumeric.decode(ByteString.fromHex(packed))).isEqualTo(digits);
    }

    @Test
    void without_a_size_both_take_as_few_bytes_as_possible() {
        assertThat(Bcd.encode("840").toHex()).isEqualTo("0840");
        assertThat(CompressedNumeric.encode("840").toHex()).isEqualTo("840F");
        assertThat(Bcd.encode("0840").toHex()).isEqualTo("0840");
        assertThat(CompressedNumeric.encode("0840").toHex()).isEqualTo("0840");
    }

    @ParameterizedTest
    @ValueSource(strings = {"84A", "84 ", "-84", "8.4", "٣٤٥", "84F"})
    void anything_but_ascii_digits_is_refused_without_being_quoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bcd.encode(text, 4))
                .withMessageNotContaining(text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompressedNumeric.encode(text, 4))
                .withMessageNotContaining(text);
    }

    @Test
    void digits_that_do_not_fit_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bcd.encode("12345", 2));
        assertThatIllegalArgumentException().isThrownBy(() -> CompressedNumeric.encode("12345", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FF12", "1F2F", "1A", "12F0", "F1"})
    void cn_with_a_digit_behind_the_padding_or_a_letter_is_refused(String packed) {
        assertThatIllegalArgumentException().isThrownBy(() -> CompressedNumeric.decode(ByteString.fromHex(packed)));
    }

    @Test
    void n_with_padding_other_than_zeros_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bcd.decode(ByteString.fromHex("1840"), 3));
        assertThatIllegalArgumentException().isThrownBy(() -> Bcd.decode(ByteString.fromHex("0840"), 5));
        assertThatIllegalArgumentException().isThrownBy(() -> Bcd.decode(ByteString.fromHex("840F")));
    }

    @Test
    void decoding_gives_back_every_digit_string_of_any_length() {
        Seeds.forEachCase(50_000, random -> {
            String digits = Seeds.digits(random, random.nextInt(40));
            int bytes = (digits.length() + 1) / 2 + random.nextInt(4);

            same(Bcd.decode(Bcd.encode(digits, bytes), digits.length()), digits);
            same(CompressedNumeric.decode(CompressedNumeric.encode(digits, bytes)), digits);
        });
    }

    @Test
    void what_cn_accepts_it_writes_the_same_way() {
        Seeds.forEachCase(50_000, random -> {
            ByteString packed = ByteString.fromHex(nibbles(random));
            try {
                same(
                        CompressedNumeric.encode(CompressedNumeric.decode(packed), packed.size())
                                .toHex(),
                        packed.toHex());
            } catch (IllegalArgumentException declared) {
                assertThat(declared).hasMessageNotContaining(packed.toHex().isEmpty() ? "?" : packed.toHex());
            }
        });
    }

    private static String nibbles(Random random) {
        int digits = random.nextInt(10);
        String text =
                Seeds.digits(random, digits) + "F".repeat(random.nextInt(4)) + Seeds.digits(random, random.nextInt(2));
        return text.length() % 2 == 0 ? text : text + "F";
    }

    private static void same(String actual, String expected) {
        if (!actual.equals(expected)) {
            assertThat(actual).isEqualTo(expected);
        }
    }
}
