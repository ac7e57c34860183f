package org.cardwright.formats.screening;

import static org.cardwright.formats.issuer.IssuerField.SERVICE_CODE;
import static org.cardwright.formats.issuer.IssuerField.TRACK_1;
import static org.cardwright.formats.issuer.IssuerField.TRACK_1_DISCRETIONARY;
import static org.cardwright.formats.issuer.IssuerField.TRACK_2;
import static org.cardwright.formats.issuer.IssuerField.TRACK_2_DISCRETIONARY;
import static org.cardwright.formats.issuer.IssuerField.TRACK_3;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.card.StripeTrack;
import org.cardwright.formats.issuer.IssuerField;

/** What the stripe says, and that it says the same as the order. ISO/IEC 7813. */
final class TrackRules {

    private static final Pattern THREE_DIGITS = Pattern.compile("[0-9]{3}");

    static final List<Rule> RULES = List.of(
            Rule.of(
                    RejectReason.SERVICE_CODE_SHAPE,
                    SERVICE_CODE,
                    draft -> THREE_DIGITS.matcher(draft.text(SERVICE_CODE)).matches()),
            Rule.of(
                    RejectReason.SERVICE_CODE_NOT_ALLOWED,
                    SERVICE_CODE,
                    draft -> draft.policy().allowsServiceCode(new ServiceCode(draft.text(SERVICE_CODE)))),
            new Rule(RejectReason.TRACK_MISSING, TrackRules::missing),
            new Rule(RejectReason.TRACK_SHAPE, TrackRules::misshapen),
            new Rule(RejectReason.TRACK_CONTRADICTS_ORDER, TrackRules::contradictory));

    private TrackRules() {}

    private static Optional<IssuerField> missing(OrderDraft draft) {
        return Stream.of(1, 2, 3)
                .filter(track -> draft.policy().requiresSuppliedTrack(track) && !supplied(draft, track))
                .map(track -> track == 1 ? TRACK_1 : track == 2 ? TRACK_2 : TRACK_3)
                .findFirst();
    }

    private static boolean supplied(OrderDraft draft, int track) {
        return switch (track) {
            case 1 -> draft.has(TRACK_1) || draft.has(TRACK_1_DISCRETIONARY);
            case 2 -> draft.has(TRACK_2) || draft.has(TRACK_2_DISCRETIONARY);
            default -> draft.has(TRACK_3);
        };
    }

    private static Optional<IssuerField> misshapen(OrderDraft draft) {
        return Stream.of(TRACK_1, TRACK_2, TRACK_3, TRACK_1_DISCRETIONARY, TRACK_2_DISCRETIONARY)
                .filter(field -> draft.has(field) && !isShaped(draft, field))
                .findFirst();
    }

    private static boolean isShaped(OrderDraft draft, IssuerField field) {
        return switch (field) {
            case TRACK_1 -> StripeTrack.ofTrack1(draft.track(TRACK_1)).isPresent();
            case TRACK_2 -> StripeTrack.ofTrack2(draft.track(TRACK_2)).isPresent();
            case TRACK_3 -> StripeTrack.isTrack3(draft.track(TRACK_3));
            case TRACK_1_DISCRETIONARY -> StripeTrack.isDiscretionary(1, draft.text(field));
            default -> StripeTrack.isDiscretionary(2, draft.text(field));
        };
    }

    private static Optional<IssuerField> contradictory(OrderDraft draft) {
        boolean first = StripeTrack.ofTrack1(draft.track(TRACK_1))
                .map(track -> says(track, draft, TRACK_1_DISCRETIONARY) && saysName(track, draft))
                .orElse(true);
        boolean second = StripeTrack.ofTrack2(draft.track(TRACK_2))
                .map(track -> says(track, draft, TRACK_2_DISCRETIONARY))
                .orElse(true);
        return first ? second ? Optional.empty() : Optional.of(TRACK_2) : Optional.of(TRACK_1);
    }

    private static boolean says(StripeTrack track, OrderDraft draft, IssuerField discretionary) {
        return track.pan().equals(draft.pan().digits())
                && track.yymm().equals(draft.expiration().yymm())
                && track.serviceCode().equals(draft.text(SERVICE_CODE))
                && (!draft.has(discretionary) || track.discretionary().equals(draft.text(discretionary)));
    }

    /** Blanks fill the name on a track; an order without a name says nothing about it. */
    private static boolean saysName(StripeTrack track, OrderDraft draft) {
        String name = draft.encodedName().orElse("");
        return name.isEmpty() || track.name().stripTrailing().equals(name);
    }
}
