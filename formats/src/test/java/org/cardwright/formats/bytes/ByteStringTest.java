package org.cardwright.formats.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteStringTest {

    @Test
    void neither_source_nor_result_arrays_reach_the_value() {
        byte[] source = {1, 2, 3};
        ByteString value = ByteString.of(source);
        source[0] = 9;
        value.toByteArray()[1] = 9;

        assertThat(value).isEqualTo(ByteString.fromHex("010203"));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 00", "255, 1, FF", "256, 2, 0100", "840, 3, 000348", "-1, 4, FFFFFFFF"})
    void numbers_are_big_endian(int number, int length, String hex) {
        assertThat(ByteString.ofUnsigned(number, length).toHex()).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({"256, 1", "-1, 3", "65536, 2", "0, 0", "0, 5"})
    void a_number_that_does_not_fit_is_refused(int number, int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> ByteString.ofUnsigned(number, length));
    }

    @Test
    void a_number_is_read_back_up_to_31_bits() {
        assertThat(ByteString.fromHex("000348").toUnsigned()).isEqualTo(840);
        assertThat(ByteString.fromHex("7FFFFFFF").toUnsigned()).isEqualTo(Integer.MAX_VALUE);
        assertThat(ByteString.EMPTY.toUnsigned()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> ByteString.fromHex("80000000").toUnsigned());
        assertThatIllegalStateException()
                .isThrownBy(() -> ByteString.fromHex("0000000001").toUnsigned());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0G", "0x12", "12 34"})
    void text_that_is_not_hexadecimal_is_refused_and_not_quoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteString.fromHex(text))
                .withMessage("not an even number of hexadecimal digits, length " + text.length());
    }

    @Test
    void text_outside_ascii_is_refused_and_not_quoted() {
        assertThat(ByteString.ascii("EN").toHex()).isEqualTo("454E");
        assertThat(ByteString.fromHex("454E").toAscii()).isEqualTo("EN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteString.ascii("M\u00DCLLER"))
                .withMessage("not ASCII, length 6");
    }

    @Test
    void slices_and_joins() {
        ByteString value = ByteString.fromHex("00112233");

        assertThat(value.slice(1, 3).toHex()).isEqualTo("1122");
        assertThat(value.slice(4)).isSameAs(ByteString.EMPTY);
        assertThat(value.slice(0)).isSameAs(value);
        assertThat(ByteString.concat(value.slice(2), value.slice(0, 2)).toHex()).isEqualTo("22330011");
        assertThat(value.startsWith(ByteString.fromHex("0011"))).isTrue();
        assertThat(value.startsWith(ByteString.fromHex("0012"))).isFalse();
        assertThat(value.slice(0, 1).startsWith(value)).isFalse();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> value.slice(3, 5));
        byte[] target = new byte[6];
        assertThat(value.copyTo(target, 1)).isEqualTo(5);
        assertThat(target).containsExactly(0, 0, 0x11, 0x22, 0x33, 0);
    }

    @Test
    void is_ordered_as_unsigned_bytes() {
        assertThat(ByteString.fromHex("7F")).isLessThan(ByteString.fromHex("80"));
        assertThat(ByteString.fromHex("80")).isLessThan(ByteString.fromHex("8000"));
    }

    @Test
    void shows_its_length_only() {
        assertThat(ByteString.fromHex("9999990000000014")).hasToString("ByteString(8)");
    }
}
