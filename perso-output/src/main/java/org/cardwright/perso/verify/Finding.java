package org.cardwright.perso.verify;

import java.util.Set;
import org.cardwright.formats.card.CardChannel;

/**
 * One thing that is wrong; never quotes card data.
 *
 * @param file path inside the batch, empty for the batch as a whole
 * @param record index of the card, 0 when it is about no single card
 * @param order the issuer's name of the order, empty when it is about no single card
 * @param field tag, data grouping or field
 * @param rule the rule that does not hold
 * @param detail what exactly, in plain words without content
 */
public record Finding(String file, int record, String order, String field, VerificationRule rule, String detail) {

    /** The channels of the card that are not as they must be; none when it is about no single card. */
    public Set<CardChannel> channels() {
        return record == 0 ? Set.of() : FindingChannels.of(rule, field);
    }

    /** One line: rule, place, words. */
    @Override
    public String toString() {
        String where = (file.isEmpty() ? "batch" : file)
                + (record == 0 ? "" : ", record " + record)
                + (field.isEmpty() ? "" : ", " + field);
        return rule.id() + " " + where + ": " + rule.words() + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
