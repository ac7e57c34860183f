package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueReaderTest {

    private static final ValueReader UTF_8 = new ValueReader(StandardCharsets.UTF_8);
    private static final ValueReader EBCDIC = new ValueReader(Charset.forName("IBM1047"));

    private static ValueShape shape(ValueShape.Type type, ValueShape.Encoding encoding, int digits) {
        boolean date = type == ValueShape.Type.DATE;
        DatePattern pattern = date ? new DatePattern("yyMM", true) : null;
        return new ValueShape(type, encoding, pattern, digits, false, 20, ValueShape.Trim.BOTH, "-", "NONE");
    }

    private static RawValue octets(String hex, ValueShape shape) {
        return EBCDIC.read(new RawValue.Octets(ByteString.fromHex(hex)), shape);
    }

    private static RawValue text(String text, ValueShape.Type type) {
        return UTF_8.read(new RawValue.Text(text), shape(type, ValueShape.Encoding.CHARACTERS, 0));
    }

    @ParameterizedTest
    @CsvSource({"12345C, 12345", "00000F, 00000", "7C, 7", "12A, 12", "12E, 12"})
    void reads_packed_decimals(String hex, String digits) {
        String whole = hex.length() % 2 == 0 ? hex : "0" + hex;
        String expected = hex.length() % 2 == 0 ? digits : "0" + digits;

        assertThat(HostDecimal.packed(ByteString.fromHex(whole))).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345D", "12345B", "123456", "1A345C", "C0", "40"})
    void refuses_what_is_no_unsigned_packed_decimal(String hex) {
        assertThat(HostDecimal.packed(ByteString.fromHex(hex))).isEmpty();
        assertThat(octets(hex, shape(ValueShape.Type.DIGITS, ValueShape.Encoding.PACKED, 0)))
                .isEqualTo(new RawValue.Faulty(RejectReason.NOT_PACKED_DECIMAL));
    }

    @Test
    void refuses_no_bytes_at_all() {
        assertThat(HostDecimal.packed(ByteString.EMPTY)).isEmpty();
        assertThat(HostDecimal.zoned(ByteString.EMPTY, true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "F1F2F3, true, 123",
        "F1F2C3, true, 123",
        "313233, false, 123",
        "31327B, false, 120",
        "313249, false, 129"
    })
    void reads_zoned_decimals(String hex, boolean ebcdic, String digits) {
        assertThat(HostDecimal.zoned(ByteString.fromHex(hex), ebcdic)).contains(digits);
    }

    @ParameterizedTest
    @CsvSource({
        "F1F2D3, true",
        "C1F2F3, true",
        "F1F2FA, true",
        "313233, true",
        "F1F2F3, false",
        "31324A, false",
        "7B3132, false"
    })
    void refuses_what_is_no_unsigned_zoned_decimal(String hex, boolean ebcdic) {
        assertThat(HostDecimal.zoned(ByteString.fromHex(hex), ebcdic)).isEmpty();
    }

    @Test
    void reads_dates_from_packed_decimals() {
        ValueShape shape = shape(ValueShape.Type.DATE, ValueShape.Encoding.PACKED, 4);

        assertThat(octets("02809C", shape)).isEqualTo(new RawValue.Text("2028-09"));
        assertThat(octets("12809C", shape)).isEqualTo(new RawValue.Faulty(RejectReason.NOT_A_DATE));
        assertThat(octets("02813C", shape)).isEqualTo(new RawValue.Faulty(RejectReason.NOT_A_DATE));
    }

    @Test
    void reads_raw_bytes_and_knows_their_fill() {
        ValueShape shape = new ValueShape(
                ValueShape.Type.BYTES,
                ValueShape.Encoding.CHARACTERS,
                null,
                0,
                false,
                20,
                ValueShape.Trim.NONE,
                "",
                "40");

        assertThat(octets("0040", shape)).isEqualTo(new RawValue.Octets(ByteString.fromHex("0040")));
        assertThat(octets("4040", shape)).isEqualTo(RawValue.ABSENT);
    }

    @ParameterizedTest
    @CsvSource({
        "'  a b  ', TEXT, a b",
        "1-2-3, DIGITS, 123",
        "2809, DATE, 2028-09",
    })
    void reads_texts(String raw, ValueShape.Type type, String read) {
        assertThat(text(raw, type)).isEqualTo(new RawValue.Text(read));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "NONE", " NONE ", "---"})
    void knows_what_means_nothing(String raw) {
        assertThat(text(raw, ValueShape.Type.TEXT)).isEqualTo(RawValue.ABSENT);
    }

    @ParameterizedTest
    @CsvSource({
        "12a, DIGITS, NOT_DIGITS",
        "\u0661\u0662, DIGITS, NOT_DIGITS",
        "280, DATE, NOT_A_DATE",
        "28O9, DATE, NOT_A_DATE",
        "ABC, HEX, NOT_HEXADECIMAL",
        "AB G0, HEX, NOT_HEXADECIMAL",
        "A?==, BASE64, NOT_BASE64",
        "123456789012345678901, TEXT, FIELD_TOO_LONG",
        "a\u0000b, TEXT, CONTROL_CHARACTER",
        "a\u202eb, TEXT, CONTROL_CHARACTER",
        "a\ufeffb, TEXT, CONTROL_CHARACTER",
        "a\ud800, TEXT, CONTROL_CHARACTER",
    })
    void names_the_rule_that_a_text_violates(String raw, ValueShape.Type type, RejectReason reason) {
        assertThat(text(raw, type)).isEqualTo(new RawValue.Faulty(reason));
    }

    @Test
    void reads_secrets_as_bytes() {
        RawValue expected = new RawValue.Octets(ByteString.fromHex("00FF10"));

        assertThat(text("00ff10", ValueShape.Type.HEX)).isEqualTo(expected);
        assertThat(text("AP8Q", ValueShape.Type.BASE64)).isEqualTo(expected);
    }

    @Test
    void counts_digits_and_drops_zeros_when_told() {
        ValueShape three = shape(ValueShape.Type.DIGITS, ValueShape.Encoding.CHARACTERS, 3);
        ValueShape dropping = new ValueShape(
                ValueShape.Type.DIGITS,
                ValueShape.Encoding.CHARACTERS,
                null,
                0,
                true,
                20,
                ValueShape.Trim.NONE,
                "",
                "");

        assertThat(UTF_8.read(new RawValue.Text("00201"), three)).isEqualTo(new RawValue.Text("201"));
        assertThat(UTF_8.read(new RawValue.Text("10201"), three))
                .isEqualTo(new RawValue.Faulty(RejectReason.FIELD_LENGTH));
        assertThat(UTF_8.read(new RawValue.Text("20"), three))
                .isEqualTo(new RawValue.Faulty(RejectReason.FIELD_LENGTH));
        assertThat(UTF_8.read(new RawValue.Text("000"), dropping)).isEqualTo(new RawValue.Text("0"));
        assertThat(UTF_8.read(new RawValue.Text("0070"), dropping)).isEqualTo(new RawValue.Text("70"));
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy-MM-dd, 2024-02-29, 2024-02-29",
        "dd.MM.yy, 31.12.28, 2028-12-31",
        "yyMM, 2809, 2028-09-01",
        "MM/yyyy, 09/2028, 2028-09-01",
    })
    void reads_days_by_their_pattern(String pattern, String text, String day) {
        assertThat(new DatePattern(pattern, false).canonical(text)).contains(day);
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy-MM-dd, 2023-02-29",
        "yyyy-MM-dd, 2023-2-9",
        "yyyy-MM-dd, 2023/02/09",
        "dd.MM.yy, 00.12.28",
        "yyMM, 2800",
        "yyMM, +809",
    })
    void refuses_what_is_no_day_of_the_pattern(String pattern, String text) {
        assertThat(new DatePattern(pattern, false).canonical(text)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yyyy", "MM", "yyMMdd1", "yyMMhh", "yyyyMMMM"})
    void refuses_a_pattern_without_sense(String pattern) {
        assertThatThrownBy(() -> new DatePattern(pattern, false)).isInstanceOf(IllegalArgumentException.class);
    }
}
