package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.formats.card.CardChannel.CHIP;
import static org.cardwright.formats.card.CardChannel.PIN;
import static org.cardwright.formats.card.CardChannel.STRIPE;
import static org.cardwright.formats.card.CardChannel.VISUAL;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.card.CardChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CardChannelsTest {

    @Test
    void keeps_the_channels_of_every_card_by_its_index() {
        List<Set<CardChannel>> cards = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            cards.add(i % 3 == 0 ? Set.of(CHIP, PIN) : Set.of(CHIP, STRIPE, VISUAL));
        }

        CardChannels channels = CardChannels.of(cards);

        assertThat(channels.cards()).isEqualTo(1000);
        assertThat(channels.byChannels()).containsOnlyKeys(Set.of(CHIP, PIN), Set.of(CHIP, STRIPE, VISUAL));
        assertThat(channels.byChannels().get(Set.of(CHIP, PIN)))
                .hasSize(333)
                .contains(3, 999)
                .doesNotContain(1000);
        assertThat(channels.byChannels().get(Set.of(CHIP, STRIPE, VISUAL))).contains(1, 2, 1000);
    }

    @ParameterizedTest
    @CsvSource({
        "TRACK_AGAINST_CHIP, track 1, STRIPE",
        "EMBOSS_AGAINST_CHIP, #ENC#, STRIPE",
        "EMBOSS_AGAINST_CHIP, PAN, VISUAL",
        "LASER_AGAINST_CHIP, name, VISUAL",
        "PIN_BLOCK, 8010, PIN",
        "CARD_VALUES, printed value, VISUAL",
        "CARD_VALUES, track 2, STRIPE",
        "CARD_VALUES, 57, CHIP",
        "ICC_CERTIFICATE, 9F46, CHIP"
    })
    void a_finding_spoils_the_channel_that_it_is_about(VerificationRule rule, String field, CardChannel channel) {
        assertThat(new Finding("f", 7, "A-7", field, rule, "").channels()).containsExactly(channel);
        assertThat(new Finding("f", 0, "", field, rule, "").channels()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(VerificationRule.class)
    void a_finding_about_a_card_never_leaves_it_unspoiled(VerificationRule rule) {
        assertThat(new Finding("f", 1, "A-1", "x", rule, "").channels()).isNotEmpty();
    }
}
