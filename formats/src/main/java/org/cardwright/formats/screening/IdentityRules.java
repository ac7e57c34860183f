package org.cardwright.formats.screening;

import static org.cardwright.formats.issuer.IssuerField.ORDER_REFERENCE;
import static org.cardwright.formats.issuer.IssuerField.PAN;
import static org.cardwright.formats.issuer.IssuerField.PAN_SEQUENCE_NUMBER;
import static org.cardwright.formats.issuer.IssuerField.PRODUCT;
import static org.cardwright.formats.issuer.IssuerField.REASON;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cardwright.formats.card.OrderReference;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.issuer.IssuerField;

/** Which card, which product, which order. ISO/IEC 7812-1. */
final class IdentityRules {

    private static final List<IssuerField> REQUIRED = List.of(
            ORDER_REFERENCE,
            PAN,
            PRODUCT,
            REASON,
            IssuerField.EFFECTIVE_DATE,
            IssuerField.EXPIRATION_DATE,
            IssuerField.SERVICE_CODE);

    private static final Set<String> REASONS = Set.of("NEW", "RENEWAL", "REPLACEMENT");

    private static final Pattern SEQUENCE_NUMBER = Pattern.compile("([0-9]{1,2})?");

    static final List<Rule> RULES = List.of(
            new Rule(RejectReason.CONTROL_CHARACTER, IdentityRules::unprintable),
            Rule.of(
                    RejectReason.ORDER_REFERENCE_SHAPE,
                    ORDER_REFERENCE,
                    draft -> !draft.has(ORDER_REFERENCE) || OrderReference.isWellFormed(draft.text(ORDER_REFERENCE))),
            new Rule(
                    RejectReason.FIELD_MISSING,
                    draft ->
                            REQUIRED.stream().filter(field -> !draft.has(field)).findFirst()),
            Rule.of(RejectReason.PAN_SHAPE, PAN, draft -> Pan.hasPanShape(draft.text(PAN))),
            Rule.of(RejectReason.PAN_CHECK_DIGIT, PAN, draft -> Pan.hasValidCheckDigit(draft.text(PAN))),
            Rule.of(RejectReason.PRODUCT_UNKNOWN, PRODUCT, OrderDraft::hasPolicy),
            Rule.of(RejectReason.ORDER_REFERENCE_SHOWS_PAN, ORDER_REFERENCE, draft -> !draft.isCardNumberInReference()),
            Rule.of(RejectReason.REASON_UNKNOWN, REASON, draft -> REASONS.contains(draft.text(REASON))),
            Rule.of(
                    RejectReason.BIN_NOT_OF_PRODUCT,
                    PAN,
                    draft -> draft.policy().ownsBin(draft.pan())),
            Rule.of(
                    RejectReason.PAN_SEQUENCE_NUMBER_SHAPE,
                    PAN_SEQUENCE_NUMBER,
                    draft -> SEQUENCE_NUMBER
                            .matcher(draft.text(PAN_SEQUENCE_NUMBER))
                            .matches()));

    private IdentityRules() {}

    /** The readers look already; records from elsewhere must be as harmless. */
    private static Optional<IssuerField> unprintable(OrderDraft draft) {
        for (Map.Entry<IssuerField, String> text : draft.record().texts().entrySet()) {
            if (hasControl(text.getValue())) {
                return Optional.of(text.getKey());
            }
        }
        return Optional.empty();
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
