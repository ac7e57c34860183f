package org.cardwright.formats.screening;

import static org.cardwright.formats.issuer.IssuerField.EFFECTIVE_DATE;
import static org.cardwright.formats.issuer.IssuerField.EXPIRATION_DATE;

import java.time.LocalDate;
import java.util.List;
import org.cardwright.formats.card.RejectReason;

/** How long a card may live. EMV 4.4 Book 3, annex A, tags 5F24 and 5F25. */
final class DateRules {

    static final List<Rule> RULES = List.of(
            Rule.of(
                    RejectReason.EFFECTIVE_DATE_SHAPE,
                    EFFECTIVE_DATE,
                    draft -> draft.effectiveDate().isPresent()),
            Rule.of(
                    RejectReason.EXPIRATION_DATE_SHAPE,
                    EXPIRATION_DATE,
                    draft -> draft.expirationDate().isPresent()),
            Rule.of(
                    RejectReason.EXPIRED,
                    EXPIRATION_DATE,
                    draft -> !lastDay(draft).isBefore(draft.today())),
            Rule.of(
                    RejectReason.EXPIRES_AFTER_CERTIFICATE,
                    EXPIRATION_DATE,
                    draft -> !lastDay(draft).isAfter(draft.policy().latestExpiration())),
            Rule.of(
                    RejectReason.VALIDITY_TOO_LONG,
                    EXPIRATION_DATE,
                    draft -> !lastDay(draft).isAfter(latestByProduct(draft))),
            Rule.of(
                    RejectReason.EFFECTIVE_AFTER_EXPIRATION,
                    EFFECTIVE_DATE,
                    draft -> !draft.effectiveDate().orElseThrow().isAfter(lastDay(draft))));

    private DateRules() {}

    private static LocalDate lastDay(OrderDraft draft) {
        return draft.expiration().lastDay();
    }

    /** The month of today counts whole: validity is counted in months. */
    private static LocalDate latestByProduct(OrderDraft draft) {
        LocalDate limit = draft.today().plusYears(draft.policy().longestValidityYears());
        return limit.withDayOfMonth(limit.lengthOfMonth());
    }
}
