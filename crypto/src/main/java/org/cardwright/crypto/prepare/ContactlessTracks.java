package org.cardwright.crypto.prepare;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cardwright.crypto.module.CardKeys;
import org.cardwright.crypto.module.CardValues;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.emv.Track2;
import org.cardwright.formats.emv.Track2EquivalentData;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.StaticCvc3Profile;
import org.cardwright.formats.profile.TrackTemplate;
import org.cardwright.formats.profile.TrackTemplate.Content;

/**
 * Tracks of contactless magnetic stripe mode, with the initial vectors and fixed values of CVC3 over them.
 * EMV Contactless Book C-2, tags 56 and 9F6B.
 *
 * <p>A CVC3 is computed over the track with zeros in its place; it stands there, or in a tag of its own.
 */
final class ContactlessTracks {

    private final ModuleRequests<CardValues.Cvc3VectorRequest, ByteString> vectors = new ModuleRequests<>();
    private final ModuleRequests<CardValues.StaticCvc3Request, String> values = new ModuleRequests<>();

    /** What is made of a track. */
    private enum Kind {
        ONE(Computation.TRACK_1_DATA, Computation.CVC3_VECTOR_TRACK_1, Computation.STATIC_CVC3_TRACK_1),
        TWO(Computation.TRACK_2_DATA, Computation.CVC3_VECTOR_TRACK_2, Computation.STATIC_CVC3_TRACK_2);

        private final Computation data;
        private final Computation vector;
        private final Computation value;

        Kind(Computation data, Computation vector, Computation value) {
            this.data = data;
            this.vector = vector;
            this.value = value;
        }
    }

    /** One track of an application. */
    private record Track(ApplicationWork application, Kind kind, String text, Function<String, ByteString> coding) {

        /** Never the content. */
        @Override
        public String toString() {
            return "Track(" + kind + ")";
        }

        ApplicationProfile profile() {
            return application.profile();
        }

        /** The template that its discretionary data, the end of the text, were made by. */
        TrackTemplate template() {
            return (kind == Kind.ONE
                            ? profile().contactlessTrackData().track1()
                            : profile().contactlessTrackData().track2())
                    .orElseThrow(() -> new IllegalStateException("a track without its template"));
        }

        void put(String cvc3) {
            int from = text.length()
                    - template().length()
                    + template().offset(Content.CVC3).orElseThrow();
            String whole = text.substring(0, from) + cvc3 + text.substring(from + cvc3.length());
            application.computed(kind.data, coding.apply(whole));
        }
    }

    void addTrack1(ApplicationWork application, String text) {
        add(new Track(application, Kind.ONE, text, ByteString::ascii));
    }

    void addTrack2(ApplicationWork application, Track2 track) {
        add(new Track(
                application, Kind.TWO, track.text(), text -> new Track2EquivalentData(Track2.parse(text)).encode()));
    }

    private void add(Track track) {
        ByteString data = track.coding.apply(track.text);
        track.application.computed(track.kind.data, data);
        boolean onTrack = track.template().needs(Content.CVC3);
        boolean inTag = track.profile().uses(track.kind.value);
        boolean vector = track.profile().uses(track.kind.vector);
        if (!onTrack && !inTag && !vector) {
            return;
        }
        CardValues.Cvc3VectorRequest request = request(track, data);
        if (vector) {
            vectors.add(request, v -> track.application.computed(track.kind.vector, v));
        }
        StaticCvc3Profile inputs = track.profile().contactlessTrackData().staticCvc3();
        if (onTrack) {
            addValue(request, inputs, track.template().length(Content.CVC3), track::put);
        }
        if (inTag) {
            addValue(
                    request,
                    inputs,
                    inputs.digits(),
                    digits -> track.application.computed(track.kind.value, Digits.packed(digits)));
        }
    }

    private void addValue(
            CardValues.Cvc3VectorRequest request, StaticCvc3Profile inputs, int digits, Consumer<String> answer) {
        values.add(
                new CardValues.StaticCvc3Request(
                        request, inputs.unpredictableNumber(), inputs.transactionCounter(), digits),
                answer);
    }

    /** Under the first CVC3 key of the application; the loader has made sure that there is one. */
    private static CardValues.Cvc3VectorRequest request(Track track, ByteString data) {
        CardApplication order = track.application.card().order();
        for (CardKeyProfile set : track.profile().cardKeys()) {
            Optional<CardKeyProfile.Key> key = set.keys().stream()
                    .filter(one -> one.use() == CardKeyProfile.Use.CVC3)
                    .findFirst();
            if (key.isPresent()) {
                return new CardValues.Cvc3VectorRequest(
                        KeyNames.of(key.get().issuerMasterKey()),
                        CardKeys.DerivationOption.valueOf(set.option().name()),
                        order.pan(),
                        order.panSequenceNumber(),
                        data);
            }
        }
        throw new IllegalStateException("a CVC3 without a card key for it");
    }

    void send(CardValues cardValues) {
        vectors.send(cardValues::cvc3InitialVectors);
        values.send(cardValues::staticCvc3);
    }
}
