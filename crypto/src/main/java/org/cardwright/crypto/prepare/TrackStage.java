package org.cardwright.crypto.prepare;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cardwright.crypto.module.CardValues;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.emv.Track1;
import org.cardwright.formats.emv.Track2;
import org.cardwright.formats.emv.Track2EquivalentData;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.TrackTemplate;
import org.cardwright.formats.profile.TracksProfile;

/** Writes the tracks of the stripe and their relatives in the chip. ISO/IEC 7813; EMV 4.4 Book 3, annex A, 57, 9F1F, 9F20. */
final class TrackStage {

    /** Stands on track 1 of a card without a name. ISO/IEC 7813. */
    private static final String NO_NAME = " /";

    private final CardValues cardValues;

    TrackStage(CardValues cardValues) {
        this.cardValues = cardValues;
    }

    void run(List<CardWork> cards) {
        ContactlessTracks contactless = new ContactlessTracks();
        for (CardWork card : cards) {
            stripe(card);
            for (ApplicationWork application : card.applications()) {
                chip(application);
                TracksProfile tracks = application.profile().contactlessTrackData();
                track1(card, tracks).ifPresent(text -> contactless.addTrack1(application, text));
                track2(card, tracks).ifPresent(track -> contactless.addTrack2(application, track));
            }
        }
        contactless.send(cardValues);
    }

    private static void stripe(CardWork card) {
        TracksProfile stripe = card.product().stripe();
        String track3 = stripe.track3() ? card.order().tracks().track3() : "";
        card.tracks(new StripeTracks(
                track1(card, stripe).orElse(""),
                track2(card, stripe).map(Track2::text).orElse(""),
                track3));
    }

    private static void chip(ApplicationWork application) {
        TracksProfile tracks = application.profile().trackData();
        CardWork card = application.card();
        tracks.track1()
                .flatMap(template -> new DiscretionaryData(card, 1).fill(template))
                .ifPresent(
                        text -> application.computed(Computation.TRACK_1_DISCRETIONARY_DATA, ByteString.ascii(text)));
        track2(card, tracks).ifPresent(track -> {
            application.computed(Computation.TRACK_2_EQUIVALENT_DATA, new Track2EquivalentData(track).encode());
            application.computed(
                    Computation.TRACK_2_DISCRETIONARY_DATA, CompressedNumeric.encode(track.discretionaryData()));
        });
    }

    private static Optional<String> track1(CardWork card, TracksProfile tracks) {
        return written(card, 1, tracks.track1(), data -> {
            CardApplication order = card.order();
            String name = order.cardholderName().isEmpty() ? NO_NAME : order.cardholderName();
            return new Track1(order.pan(), name, order.expirationDate(), order.serviceCode(), data).text();
        });
    }

    private static Optional<Track2> track2(CardWork card, TracksProfile tracks) {
        return written(card, 2, tracks.track2(), data -> {
            CardApplication order = card.order();
            return new Track2(order.pan(), order.expirationDate(), order.serviceCode(), data);
        });
    }

    /** Refuses the card when the track does not hold what the template gives for it. */
    private static <T> Optional<T> written(
            CardWork card, int number, Optional<TrackTemplate> template, Function<String, T> writer) {
        if (template.isEmpty() || !card.goesOn()) {
            return Optional.empty();
        }
        try {
            return new DiscretionaryData(card, number).fill(template.get()).map(writer);
        } catch (IllegalArgumentException doesNotFit) {
            card.refuse("TRACK_" + number, RejectReason.TRACK_SHAPE);
            return Optional.empty();
        }
    }
}
