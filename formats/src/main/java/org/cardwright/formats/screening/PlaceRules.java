package org.cardwright.formats.screening;

import static org.cardwright.formats.issuer.IssuerField.TRACK_1;
import static org.cardwright.formats.issuer.IssuerField.TRACK_1_DISCRETIONARY;
import static org.cardwright.formats.issuer.IssuerField.TRACK_2;
import static org.cardwright.formats.issuer.IssuerField.TRACK_2_DISCRETIONARY;
import static org.cardwright.formats.issuer.IssuerField.TRACK_3;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.issuer.IssuerField;

/** What was ordered and would be dropped in silence: a card that its issuer takes for another one. */
final class PlaceRules {

    private static final Map<IssuerField, Integer> TRACKS =
            Map.of(TRACK_1, 1, TRACK_1_DISCRETIONARY, 1, TRACK_2, 2, TRACK_2_DISCRETIONARY, 2, TRACK_3, 3);

    static final List<Rule> RULES = List.of(new Rule(RejectReason.FIELD_WITHOUT_PLACE, PlaceRules::withoutPlace));

    private PlaceRules() {}

    private static Optional<IssuerField> withoutPlace(OrderDraft draft) {
        return Stream.of(OrderDraft.EMBOSS_LINES.stream(), TRACKS.keySet().stream(), OrderDraft.SECRETS.stream())
                .flatMap(fields -> fields)
                .filter(field -> draft.has(field) && !hasPlace(draft, field))
                .min(IssuerField::compareTo);
    }

    private static boolean hasPlace(OrderDraft draft, IssuerField field) {
        if (TRACKS.containsKey(field)) {
            return draft.policy().takesTrack(TRACKS.get(field));
        }
        int line = OrderDraft.EMBOSS_LINES.indexOf(field) + 1;
        return line > 0 ? draft.isLineTaken(line) : draft.policy().takesSecret(field.name());
    }
}
