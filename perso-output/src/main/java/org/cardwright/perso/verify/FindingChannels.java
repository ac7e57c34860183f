package org.cardwright.perso.verify;

import java.util.EnumSet;
import java.util.Set;
import org.cardwright.formats.card.CardChannel;

/** Which channels of a card a finding spoils; of several that it may be about, every one. */
final class FindingChannels {

    private FindingChannels() {}

    static Set<CardChannel> of(VerificationRule rule, String field) {
        return switch (rule) {
            case TRACK_SHAPE, TRACK_AGAINST_CHIP -> EnumSet.of(CardChannel.STRIPE);
            case LASER_AGAINST_CHIP, FORMAT_RECORD -> EnumSet.of(CardChannel.VISUAL);
            case EMBOSS_AGAINST_CHIP ->
                EnumSet.of(field.equals(SurfaceRules.ENCODER) ? CardChannel.STRIPE : CardChannel.VISUAL);
            case PIN_BLOCK -> EnumSet.of(CardChannel.PIN);
            case ORDERED_SECRET -> EnumSet.of(CardChannel.CHIP, CardChannel.PIN);
            case CARD_VALUES, PROFILE -> EnumSet.of(ofField(field));
            case COMBINED_RECORD -> EnumSet.of(CardChannel.VISUAL, CardChannel.CHIP);
            case LEAF, RECORD_PLACE, ORDER_TWICE, CARD_TWICE, ORDER, LEDGER -> EnumSet.allOf(CardChannel.class);
            default -> EnumSet.of(CardChannel.CHIP);
        };
    }

    private static CardChannel ofField(String field) {
        if (field.equals(CardValueRules.PRINTED_VALUE)) {
            return CardChannel.VISUAL;
        }
        return field.startsWith(DiscretionaryRules.TRACK) ? CardChannel.STRIPE : CardChannel.CHIP;
    }
}
