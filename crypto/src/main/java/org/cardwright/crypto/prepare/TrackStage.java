package org.cardwright.crypto.prepare;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cardwright.crypto.module.CardKeys;
import org.cardwright.crypto.module.CardValues;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.emv.Track1;
import org.cardwright.formats.emv.Track2;
import org.cardwright.formats.emv.Track2EquivalentData;
import org.cardwright.formats.profile.CardKeyProfile;
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
        ModuleRequests<CardValues.Cvc3VectorRequest, ByteString> vectors = new ModuleRequests<>();
        for (CardWork card : cards) {
            stripe(card);
            for (ApplicationWork application : card.applications()) {
                chip(application);
                contactless(application, vectors);
            }
        }
        vectors.send(cardValues::cvc3InitialVectors);
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

    private static void contactless(
            ApplicationWork application, ModuleRequests<CardValues.Cvc3VectorRequest, ByteString> vectors) {
        TracksProfile tracks = application.profile().contactlessTrackData();
        CardWork card = application.card();
        track1(card, tracks).map(ByteString::ascii).ifPresent(data -> {
            application.computed(Computation.TRACK_1_DATA, data);
            addVector(application, Computation.CVC3_VECTOR_TRACK_1, data, vectors);
        });
        track2(card, tracks)
                .map(track -> new Track2EquivalentData(track).encode())
                .ifPresent(data -> {
                    application.computed(Computation.TRACK_2_DATA, data);
                    addVector(application, Computation.CVC3_VECTOR_TRACK_2, data, vectors);
                });
    }

    private static void addVector(
            ApplicationWork application,
            Computation computation,
            ByteString data,
            ModuleRequests<CardValues.Cvc3VectorRequest, ByteString> vectors) {
        if (!application.profile().uses(computation)) {
            return;
        }
        for (CardKeyProfile set : application.profile().cardKeys()) {
            for (CardKeyProfile.Key key : set.keys()) {
                if (key.use() == CardKeyProfile.Use.CVC3) {
                    vectors.add(vectorRequest(application, set, key, data), v -> application.computed(computation, v));
                    return;
                }
            }
        }
    }

    private static CardValues.Cvc3VectorRequest vectorRequest(
            ApplicationWork application, CardKeyProfile set, CardKeyProfile.Key key, ByteString data) {
        CardApplication order = application.card().order();
        return new CardValues.Cvc3VectorRequest(
                KeyNames.of(key.issuerMasterKey()),
                CardKeys.DerivationOption.valueOf(set.option().name()),
                order.pan(),
                order.panSequenceNumber(),
                data);
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
