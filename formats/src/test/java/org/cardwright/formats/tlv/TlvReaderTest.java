package org.cardwright.formats.tlv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlvReaderTest {

    /** DGI 9102 of the Visa-like profile in vectors/cps-profiles.txt. */
    private static final String FCI_PROPRIETARY_TEMPLATE =
            "A52F500B56495341204352454449548701015F2D02656E9F1101019F120B5649534120435245444954BF0C059F4D020B0A";

    @Test
    void reads_a_template_down_to_the_directory_discretionary_data() {
        Tlv template = TlvReader.read(hex(FCI_PROPRIETARY_TEMPLATE)).get(0);

        assertThat(template.tag()).isEqualTo(Tag.of("A5"));
        assertThat(template.children())
                .extracting(child -> child.tag().toString())
                .containsExactly("50", "87", "5F2D", "9F11", "9F12", "BF0C");
        assertThat(template.child(Tag.of("50")).orElseThrow().value().toAscii()).isEqualTo("VISA CREDIT");
        assertThat(template.child(Tag.of("BF0C")).orElseThrow().child(Tag.of("9F4D")))
                .contains(Tlv.of("9F4D", hex("0B0A")));
        assertThat(template.child(Tag.of("84"))).isEmpty();
        assertThat(template.encode()).isEqualTo(hex(FCI_PROPRIETARY_TEMPLATE));
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "1, 01", "127, 7F", "128, 8180", "255, 81FF", "256, 820100", "65535, 82FFFF"})
    void lengths_are_as_short_as_possible(int size, String lengthField) {
        Tlv object = Tlv.of("9F10", ByteString.repeat(0x5A, size));

        assertThat(TlvWriter.length(size).toHex()).isEqualTo(lengthField);
        assertThat(object.encode().size()).isEqualTo(2 + lengthField.length() / 2 + size);
        assertThat(TlvReader.read(object.encode())).containsExactly(object);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void a_length_that_has_no_field_is_refused(int size) {
        assertThatIllegalArgumentException().isThrownBy(() -> TlvWriter.length(size));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
                    9F            | 0 | a whole tag
                    9F81          | 0 | a whole tag
                    9F8182        | 0 | a tag of at most 3 bytes
                    00            | 0 | a tag, not a filler byte 00
                    8701 01 00    | 3 | a tag, not a filler byte 00
                    87            | 1 | a length
                    8702 01       | 1 | a length of at most 1
                    8780 01 0000  | 1 | a definite length of 1 to 3 bytes
                    8783 000001 01| 1 | a definite length of 1 to 3 bytes
                    8781          | 1 | a whole length
                    878201        | 1 | a whole length
                    8781 01 01    | 1 | a length in as few bytes as possible
                    8782 0080 01  | 1 | a length in as few bytes as possible
                    7003 8702 01  | 3 | a length of at most 1
                    7004 8701 01 9F | 5 | a whole tag
                    """)
    void names_offset_and_expected_shape(String bytes, int offset, String expected) {
        assertThatThrownBy(() -> TlvReader.read(hex(bytes.replace(" ", ""))))
                .isInstanceOfSatisfying(MalformedTlvException.class, malformed -> {
                    assertThat(malformed.offset()).isEqualTo(offset);
                    assertThat(malformed.expected()).isEqualTo(expected);
                    assertThat(malformed).hasMessageContaining("byte " + offset);
                });
    }

    @Test
    void eight_nested_templates_are_read_and_nine_refused() {
        Tlv eight = nested(TlvReader.MAX_DEPTH);
        assertThat(TlvReader.read(eight.encode())).containsExactly(eight);

        assertThatThrownBy(() -> TlvReader.read(nested(TlvReader.MAX_DEPTH + 1).encode()))
                .isInstanceOf(MalformedTlvException.class)
                .hasMessageContaining("at most 8 nested templates");
    }

    @Test
    void the_top_level_alone_may_hold_what_is_no_tlv() {
        // The data object EF of a CPS record holds data groupings, EMV CPS section 3c.
        ByteString record = hex("EF0391020087");

        assertThat(TlvReader.readTopLevel(record.slice(0, 5))).containsExactly(Tlv.of("EF", hex("910200")));
        assertThatThrownBy(() -> TlvReader.read(record.slice(0, 5))).isInstanceOf(MalformedTlvException.class);
        assertThatThrownBy(() -> TlvReader.readTopLevel(record)).isInstanceOf(MalformedTlvException.class);
    }

    @Test
    void more_bytes_than_one_longest_object_are_refused() {
        ByteString longest = Tlv.of("DF8101", ByteString.repeat(0, TlvReader.MAX_VALUE_BYTES))
                .encode();

        assertThat(longest.size()).isEqualTo(TlvReader.MAX_BYTES);
        assertThat(TlvReader.read(longest)).hasSize(1);
        assertThatThrownBy(() -> TlvReader.read(longest.plus(hex("8700"))))
                .isInstanceOf(MalformedTlvException.class)
                .hasMessageContaining("at most " + TlvReader.MAX_BYTES + " bytes");
    }

    @Test
    void nothing_is_no_object() {
        assertThat(TlvReader.read(ByteString.EMPTY)).isEmpty();
    }

    @Test
    void the_writer_keeps_the_order_and_closes_templates() {
        Tlv record = new TlvWriter()
                .put("8F", hex("FE"))
                .put(Tag.of("9F32"), hex("03"))
                .put("92", hex("19F36837"))
                .template(Tag.of("70"));

        assertThat(record.encode().toHex()).isEqualTo("700D8F01FE9F320103920419F36837");
        assertThat(new TlvWriter().put("9F4A", hex("82")).encode().toHex()).isEqualTo("9F4A0182");
        assertThatIllegalArgumentException().isThrownBy(() -> Tlv.template(Tag.of("87"), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tlv.of("87", hex("01")).children());
    }

    @Test
    void shows_tag_and_length_but_no_content() {
        assertThat(Tlv.of("5A", hex("9999990000000014"))).hasToString("Tlv(5A, 8)");
    }

    private static Tlv nested(int depth) {
        Tlv inner = Tlv.of("87", hex("01"));
        for (int i = 0; i < depth; i++) {
            inner = Tlv.template(Tag.of("70"), List.of(inner));
        }
        return inner;
    }

    private static ByteString hex(String text) {
        return ByteString.fromHex(text);
    }
}
