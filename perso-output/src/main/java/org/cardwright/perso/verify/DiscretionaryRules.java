package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.CARD_VALUES;
import static org.cardwright.perso.verify.VerificationRule.PROFILE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.SuppliedTracks;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.TrackTemplate;
import org.cardwright.formats.profile.TrackTemplate.From;
import org.cardwright.formats.profile.TracksProfile;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.verify.Surfaces.Stripe;

/**
 * Discretionary data of every track of a card, on the stripe and in the chip, field by field against the product.
 *
 * <p>ISO/IEC 7813; EMV 4.4 Book 3, annex A, tags 57, 9F1F, 9F20; EMV Contactless Book C-2, tags 56, 9F6B.
 */
final class DiscretionaryRules {

    /** How the fields of the stripe begin; those of the chip are tags. */
    static final String TRACK = "track ";

    private static final int DATE_AND_SERVICE_CODE = 7;
    private static final Pattern CVC3 = Pattern.compile("[0-9]{1,5}");
    private static final Pattern PVV = Pattern.compile("[0-9]{4}");
    private static final Pattern PIN_OFFSET = Pattern.compile("[0-9]{4,12}");

    private final EffectiveProduct product;
    private final Optional<CardApplication> order;
    private final Optional<CardValueRules> values;
    private final Findings findings;
    private Optional<String> pinVerificationValue;
    private Optional<String> pinOffset;

    DiscretionaryRules(EffectiveProduct product, Sources sources, Findings findings) {
        this.product = product;
        this.order = sources.order();
        this.values = sources.values();
        this.pinVerificationValue = sources.pinVerificationValue();
        this.pinOffset = sources.pinOffset();
        this.findings = findings;
    }

    /**
     * Where expected values come from; each may be unknown.
     *
     * @param order the order
     * @param values card verification values
     * @param pinVerificationValue of the ordered PIN
     * @param pinOffset IBM 3624 offset of the ordered PIN
     */
    record Sources(
            Optional<CardApplication> order,
            Optional<CardValueRules> values,
            Optional<String> pinVerificationValue,
            Optional<String> pinOffset) {
        /** Nothing of what they say. */
        @Override
        public String toString() {
            return "Sources";
        }
    }

    /**
     * What stands in one place.
     *
     * @param field for the finding
     * @param serviceCode three digits
     * @param text discretionary data
     * @param supplied what the issuer said for this track, empty when he said nothing or it is not known
     */
    private record Place(String field, String serviceCode, String text, String supplied) {
        /** The field only. */
        @Override
        public String toString() {
            return "Place(" + field + ")";
        }
    }

    void check(List<CardView> views, Map<Channel, ByteString> channels) {
        for (int i = 0; i < Math.min(views.size(), product.applications().size()); i++) {
            for (CardData card : views.get(i).data()) {
                checkChip(product.applications().get(i), card);
            }
        }
        ByteString track = channels.get(Channel.TRACK);
        if (track != null) {
            Stripe stripe = Surfaces.stripe(Surfaces.text(track));
            TracksProfile templates = product.stripe();
            requireThere(templates.track1(), stripe.track1(), TRACK + 1);
            requireThere(templates.track2(), stripe.track2(), TRACK + 2);
            stripe.track1().ifPresent(text -> checkTrack(templates.track1(), text, '^', TRACK + 1));
            stripe.track2().ifPresent(text -> checkTrack(templates.track2(), text, '=', TRACK + 2));
        }
    }

    private void requireThere(Optional<TrackTemplate> wanted, Optional<String> found, String track) {
        findings.require(wanted.isEmpty() || found.isPresent(), PROFILE, track, "missing");
    }

    private void checkChip(ApplicationProfile profile, CardData card) {
        TracksProfile tracks = profile.trackData();
        TracksProfile contactless = profile.contactlessTrackData();
        card.find(0x57).ifPresent(v -> checkTrack(tracks.track2(), CardData.unpadded(v.toHex()), 'D', "57"));
        card.find(0x9F6B).ifPresent(v -> checkTrack(contactless.track2(), CardData.unpadded(v.toHex()), 'D', "9F6B"));
        card.find(0x56).ifPresent(v -> {
            checkTrack(contactless.track1(), v.toAscii(), '^', "56");
            checkTrack1(card, v.toAscii());
        });
        String code = card.get(0x5F30).toHex();
        if (code.length() == 4) {
            card.find(0x9F1F)
                    .ifPresent(v ->
                            check(tracks.track1(), new Place("9F1F", code.substring(1), v.toAscii(), supplied(1))));
            card.find(0x9F20)
                    .ifPresent(v -> check(
                            tracks.track2(),
                            new Place("9F20", code.substring(1), CardData.unpadded(v.toHex()), supplied(2))));
        }
    }

    /** Track 1 of contactless magnetic stripe mode: PAN, name and dates are those of the order. */
    private void checkTrack1(CardData card, String text) {
        String[] parts = text.split("\\^", -1);
        boolean shape = parts.length == 3 && parts[2].length() >= DATE_AND_SERVICE_CODE;
        boolean same = shape
                && parts[0].equals("B" + card.panDigits())
                && parts[2].startsWith(card.expirationYymm())
                && order.map(o -> isOrdered(o, parts)).orElse(true);
        findings.require(same, CARD_VALUES, "56", "PAN, name, expiration date or service code");
    }

    private static boolean isOrdered(CardApplication order, String[] parts) {
        boolean name = order.cardholderName().isEmpty() || parts[1].equals(order.cardholderName());
        return name && parts[2].startsWith(order.serviceCode().digits(), 4);
    }

    private void checkTrack(Optional<TrackTemplate> template, String track, char separator, String field) {
        int at = track.lastIndexOf(separator) + 1 + DATE_AND_SERVICE_CODE;
        if (track.indexOf(separator) < 0 || at > track.length()) {
            findings.add(CARD_VALUES, field, "no discretionary data");
            return;
        }
        String supplied = supplied(separator == '^' ? 1 : 2);
        check(template, new Place(field, track.substring(at - 3, at), track.substring(at), supplied));
    }

    /** What the issuer sent: on its own, or at the end of a whole track. */
    private String supplied(int track) {
        if (order.isEmpty()) {
            return "";
        }
        SuppliedTracks sent = order.get().tracks();
        String alone = track == 1 ? sent.track1Discretionary() : sent.track2Discretionary();
        String whole = track == 1 ? sent.track1() : sent.track2();
        int separator = whole.lastIndexOf(track == 1 ? '^' : '=');
        int from = separator + 1 + DATE_AND_SERVICE_CODE;
        return !alone.isEmpty() || separator < 0 || from > whole.length() ? alone : whole.substring(from);
    }

    private void check(Optional<TrackTemplate> template, Place place) {
        if (template.isEmpty()) {
            return;
        }
        if (template.get().length() != place.text().length()) {
            findings.add(CARD_VALUES, place.field(), "discretionary data not as long as the product's");
            return;
        }
        int at = 0;
        for (TrackTemplate.Field part : template.get().fields()) {
            int end = at + part.length();
            String found = place.text().substring(at, end);
            boolean right = part.from() == From.ISSUER
                    ? place.supplied().length() < end
                            || found.equals(place.supplied().substring(at, end))
                    : isExpected(part, found, place);
            findings.require(right, CARD_VALUES, place.field(), part.content() + " differs");
            at = end;
        }
    }

    private boolean isExpected(TrackTemplate.Field part, String found, Place place) {
        return switch (part.content()) {
            case CONSTANT -> found.equals(part.constant());
            case PVKI -> found.equals(Integer.toString(product.cardValues().pvki()));
            case PVV -> isTheSameEverywhere(found);
            case CVV ->
                values.map(v -> found.equals(v.stripe(place.serviceCode()))).orElse(true);
            case ICVV -> values.map(v -> found.equals(v.chip())).orElse(true);
            case PIN_OFFSET -> isTheSameOffsetEverywhere(found);
            // Whether they are the right ones is the matter of Cvc3Rules.
            case CVC3 -> CVC3.matcher(found).matches();
            case DATA -> true;
        };
    }

    private boolean isTheSameOffsetEverywhere(String found) {
        if (pinOffset.isEmpty()) {
            pinOffset = Optional.of(found);
        }
        return PIN_OFFSET.matcher(found).matches() && pinOffset.get().equals(found);
    }

    /** Where it cannot be computed again, all places must at least agree: a card has only one. */
    private boolean isTheSameEverywhere(String found) {
        if (pinVerificationValue.isEmpty()) {
            pinVerificationValue = Optional.of(found);
        }
        return PVV.matcher(found).matches() && pinVerificationValue.get().equals(found);
    }
}
