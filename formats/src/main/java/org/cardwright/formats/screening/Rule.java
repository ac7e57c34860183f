package org.cardwright.formats.screening;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.issuer.IssuerField;

/**
 * One field rule.
 *
 * @param reason what it says when it is violated
 * @param violated the field that violates it, empty when none does; may rely on all rules in front of this one
 */
record Rule(RejectReason reason, Function<OrderDraft, Optional<IssuerField>> violated) {

    /** A rule about one field. */
    static Rule of(RejectReason reason, IssuerField field, Predicate<OrderDraft> holds) {
        return new Rule(reason, draft -> holds.test(draft) ? Optional.empty() : Optional.of(field));
    }
}
