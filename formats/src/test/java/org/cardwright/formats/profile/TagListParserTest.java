package org.cardwright.formats.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cardwright.formats.tlv.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagListParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"5A", "5A 5F24", "50 BF0C{9F4D} 87", "61:payment{4F 50} 61:points{4F}", "A5{88 BF0C{9F4D}}"})
    void writes_back_what_it_read(String text) {
        assertThat(TagNode.text(TagListParser.parse(text))).isEqualTo(text);
    }

    @Test
    void takes_any_white_space() {
        assertThat(TagListParser.parse("\n  5A\t5F24\n")).hasSize(2);
        assertThat(TagListParser.parse(" ")).isEmpty();
    }

    @Test
    void finds_the_elements_of_the_application_itself() {
        List<TagNode> nodes = TagListParser.parse("50 BF0C{9F4D} 61:payment{4F 50}");
        assertThat(TagNode.elements(nodes)).containsExactly(Tag.of("50"), Tag.of("9F4D"));
        assertThat(nodes.stream().flatMap(TagNode::entries))
                .extracting(TagNode::application)
                .containsExactly("payment");
    }

    @ParameterizedTest
    @CsvSource({
        "5A 9F, 4",
        "5A 5G, 4",
        "5a, 1",
        "BF0C, 1",
        "BF0C{}, 1",
        "5A{50}, 1",
        "5A BF0C{9F4D, 13",
        "5A }, 4",
        "5A:payment, 1"
    })
    void refuses_anything_else_with_the_character(String text, int character) {
        assertThatThrownBy(() -> TagListParser.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tag list, character " + character + ":");
    }

    @Test
    void refuses_endless_nesting_and_endless_lists() {
        assertThatThrownBy(() -> TagListParser.parse("A5{".repeat(20) + "88" + "}".repeat(20)))
                .hasMessageContaining("at most 6 nested templates");
        assertThatThrownBy(() -> TagListParser.parse("5A ".repeat(1000))).hasMessageContaining("at most 256 tags");
    }
}
