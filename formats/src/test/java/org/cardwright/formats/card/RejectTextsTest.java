package org.cardwright.formats.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** F-13: the ids are stable, the texts are in the language of the issuer. */
class RejectTextsTest {

    static Stream<String> translations() {
        return RejectTexts.LANGUAGES.stream().filter(language -> !language.equals("en"));
    }

    @ParameterizedTest
    @MethodSource("translations")
    void every_rule_has_a_text_of_its_own_and_no_text_is_without_a_rule(String language) {
        Set<String> rules = new HashSet<>();
        Arrays.stream(RejectReason.values()).map(RejectReason::id).forEach(rules::add);
        assertThat(RejectTexts.translation(language).stringPropertyNames()).containsExactlyInAnyOrderElementsOf(rules);

        RejectTexts texts = RejectTexts.in(language);
        Set<String> said = new HashSet<>();
        for (RejectReason reason : RejectReason.values()) {
            assertThat(texts.text(reason)).as(reason.id()).isNotBlank().isNotEqualTo(reason.text());
            said.add(texts.text(reason));
        }
        assertThat(said).hasSameSizeAs(rules);
    }

    @Test
    void a_rejection_keeps_its_detail_in_every_language() {
        Screened.Rejected twice =
                new Screened.Rejected(7, "A-7", "PAN", RejectReason.CARD_ALREADY_PRODUCED, "batch 0123456789abcdef");
        assertThat(twice.plainReason(RejectTexts.in("en"))).isEqualTo(twice.plainReason());
        assertThat(twice.plainReason(RejectTexts.in("de")))
                .isEqualTo("Die Karte wurde schon in einem anderen Stapel hergestellt: batch 0123456789abcdef");
        assertThat(twice.plainReason(RejectTexts.in("fr")))
                .isEqualTo("La carte a déjà été produite dans un autre lot: batch 0123456789abcdef");
    }

    @Test
    void a_language_without_texts_is_refused_with_those_that_there_are() {
        assertThatThrownBy(() -> RejectTexts.in("xx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reasons are written in en, de, fr");
    }
}
