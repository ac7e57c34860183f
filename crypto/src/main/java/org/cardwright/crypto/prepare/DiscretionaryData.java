package org.cardwright.crypto.prepare;

import java.util.Optional;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.SuppliedTracks;
import org.cardwright.formats.profile.TrackTemplate;

/**
 * Fills the template of a track, and compares where the profile says so. ISO/IEC 7813.
 *
 * <p>The issuer's data count by position: a template of 13 characters needs 13 characters from him.
 */
final class DiscretionaryData {

    /** Expiration date and service code stand between separator and discretionary data. */
    private static final int DATE_AND_CODE = 7;

    private final CardWork card;
    private final int track;

    DiscretionaryData(CardWork card, int track) {
        this.card = card;
        this.track = track;
    }

    /** The filled template, empty when the card was refused. */
    Optional<String> fill(TrackTemplate template) {
        String supplied = supplied();
        if (template.needsIssuer() && supplied.isEmpty()) {
            return refuse(RejectReason.TRACK_MISSING);
        }
        if (template.needsIssuer() && supplied.length() != template.length()) {
            return refuse(RejectReason.TRACK_SHAPE);
        }
        StringBuilder filled = new StringBuilder();
        for (TrackTemplate.Field field : template.fields()) {
            String issuers =
                    template.needsIssuer() ? supplied.substring(filled.length(), filled.length() + field.length()) : "";
            String ours = field.from() == TrackTemplate.From.ISSUER ? issuers : computed(field);
            if (field.from() == TrackTemplate.From.CHECKED && !ours.equals(issuers)) {
                return refuse(RejectReason.CARD_VERIFICATION_VALUE_DIFFERS);
            }
            filled.append(ours);
        }
        return Optional.of(filled.toString());
    }

    private String computed(TrackTemplate.Field field) {
        return switch (field.content()) {
            case CONSTANT -> field.constant();
            // Computed over the track itself, with zeros in its place until then.
            case CVC3 -> "0".repeat(field.length());
            case PVKI, PVV, CVV, ICVV, PIN_OFFSET, DATA -> card.value(field.content());
        };
    }

    private Optional<String> refuse(RejectReason reason) {
        card.refuse("TRACK_" + track + "_DISCRETIONARY", reason);
        return Optional.empty();
    }

    /** What the issuer sent: on its own, or behind the fixed part of a whole track. */
    private String supplied() {
        SuppliedTracks tracks = card.order().tracks();
        String alone = track == 1 ? tracks.track1Discretionary() : tracks.track2Discretionary();
        String whole = track == 1 ? tracks.track1() : tracks.track2();
        if (!alone.isEmpty() || whole.isEmpty()) {
            return alone;
        }
        int separator = whole.lastIndexOf(track == 1 ? '^' : '=');
        int from = separator + 1 + DATE_AND_CODE;
        return separator < 0 || from > whole.length() ? "" : whole.substring(from);
    }
}
