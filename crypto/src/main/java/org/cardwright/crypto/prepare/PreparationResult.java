package org.cardwright.crypto.prepare;

import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.profile.ProfiledApplication;

/** What preparation says about one card. */
public sealed interface PreparationResult {

    /**
     * The card can be assembled.
     *
     * @param card every value final
     */
    record Prepared(PreparedCard card) implements PreparationResult {}

    /**
     * The card cannot be made; the others go on.
     *
     * @param card the order
     * @param field canonical name of the field, or the tag of a data element
     * @param reason the rule
     */
    record Refused(ProfiledApplication card, String field, RejectReason reason) implements PreparationResult {}
}
