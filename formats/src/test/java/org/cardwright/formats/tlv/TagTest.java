package org.cardwright.formats.tlv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {

    @ParameterizedTest
    @CsvSource({
        "5A, 1, false",
        "70, 1, true",
        "A5, 1, true",
        "9F46, 2, false",
        "BF0C, 2, true",
        "5F20, 2, false",
        "DF8101, 3, false",
        "FF8106, 3, true",
        "01, 1, false",
        "C3, 1, false",
        "9F02, 2, false"
    })
    void a_tag_has_one_to_three_bytes_and_a_form(String hex, int length, boolean constructed) {
        Tag tag = Tag.of(hex);

        assertThat(tag.length()).isEqualTo(length);
        assertThat(tag.isConstructed()).isEqualTo(constructed);
        assertThat(tag).hasToString(hex);
        assertThat(tag.bytes()).isEqualTo(ByteString.fromHex(hex));
        assertThat(Tag.of(hex.toLowerCase(Locale.ROOT))).isEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "9", "00", "9F", "9F81", "5A01", "9F0201", "9F818201", "9F8180", "+A", "-5A0", "ZZ", "9F 1"})
    void anything_else_is_no_tag(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> Tag.of(hex));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 0x1000000})
    void a_number_outside_three_bytes_is_no_tag(int value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tag(value));
    }

    @Test
    void tags_are_ordered_by_their_number() {
        assertThat(Tag.of("5A")).isLessThan(Tag.of("5F20")).isGreaterThan(Tag.of("57"));
    }
}
