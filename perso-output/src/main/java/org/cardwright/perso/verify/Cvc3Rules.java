package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.CARD_VALUES;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.CardValues.Cvc3VectorRequest;
import org.cardwright.crypto.module.CardValues.StaticCvc3Request;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.Bcd;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.StaticCvc3Profile;
import org.cardwright.formats.profile.TrackTemplate;
import org.cardwright.formats.profile.TrackTemplate.Content;

/**
 * Initial vectors and fixed values of dynamic card verification codes, computed again over the track data of the chip.
 * ISO/IEC 9797-1, MAC algorithm 3.
 */
final class Cvc3Rules {

    private static final int VECTOR_BYTES = 2;

    private final SecurityModule module;
    private final Findings findings;

    Cvc3Rules(SecurityModule module, Findings findings) {
        this.module = module;
        this.findings = findings;
    }

    /** A track of the chip in contactless magnetic stripe mode: 56 is text, 9F6B packed. EMV Contactless Book C-2. */
    private record Track(int tag, Computation vector, Computation value, Optional<TrackTemplate> template) {

        static Track one(ApplicationProfile profile) {
            return new Track(
                    0x56,
                    Computation.CVC3_VECTOR_TRACK_1,
                    Computation.STATIC_CVC3_TRACK_1,
                    profile.contactlessTrackData().track1());
        }

        static Track two(ApplicationProfile profile) {
            return new Track(
                    0x9F6B,
                    Computation.CVC3_VECTOR_TRACK_2,
                    Computation.STATIC_CVC3_TRACK_2,
                    profile.contactlessTrackData().track2());
        }

        /** The characters, without the padding of an odd number. */
        String text(ByteString data) {
            return tag == 0x56
                    ? new String(data.toByteArray(), StandardCharsets.ISO_8859_1)
                    : CardData.unpadded(data.toHex());
        }

        ByteString data(String text) {
            return tag == 0x56
                    ? ByteString.of(text.getBytes(StandardCharsets.ISO_8859_1))
                    : ByteString.fromHex(text.length() % 2 == 0 ? text : text + "F");
        }

        int digits() {
            return template.map(t -> t.length(Content.CVC3)).orElse(0);
        }

        /** Where the CVC3 begins in the text; its discretionary data are its end. */
        int place(String text) {
            return text.length()
                    - template.map(TrackTemplate::length).orElse(0)
                    + template.map(t -> t.offset(Content.CVC3).orElse(0)).orElse(0);
        }
    }

    void check(ApplicationProfile profile, CardView view) {
        for (Track track : List.of(Track.one(profile), Track.two(profile))) {
            checkVectors(profile, view, track);
            checkValues(profile, view, track);
        }
    }

    private void checkVectors(ApplicationProfile profile, CardView view, Track track) {
        for (ComputedFields.Found found : ComputedFields.of(profile, view, track.vector())) {
            boolean right = request(profile, view, track)
                    .map(request -> module.cardValues()
                            .cvc3InitialVectors(List.of(request))
                            .get(0))
                    .filter(vector -> vector.size() == VECTOR_BYTES)
                    .filter(found.value()::equals)
                    .isPresent();
            findings.require(right, CARD_VALUES, found.grouping(), found.field());
        }
    }

    private void checkValues(ApplicationProfile profile, CardView view, Track track) {
        StaticCvc3Profile inputs = profile.contactlessTrackData().staticCvc3();
        for (ComputedFields.Found found : ComputedFields.of(profile, view, track.value())) {
            boolean right = value(request(profile, view, track), inputs, inputs.digits())
                    .map(digits -> Bcd.encode(digits, (digits.length() + 1) / 2))
                    .filter(found.value()::equals)
                    .isPresent();
            findings.require(right, CARD_VALUES, found.grouping(), found.field());
        }
        if (track.digits() > 0) {
            Optional<String> found = data(view, track).map(data -> {
                String text = track.text(data);
                int at = track.place(text);
                return at < 0 ? "" : text.substring(at, at + track.digits());
            });
            boolean right =
                    found.isPresent() && found.equals(value(request(profile, view, track), inputs, track.digits()));
            findings.require(right, CARD_VALUES, track.tag() == 0x56 ? "56" : "9F6B", "CVC3 differs");
        }
    }

    private Optional<String> value(Optional<Cvc3VectorRequest> vector, StaticCvc3Profile inputs, int digits) {
        return vector.map(request -> module.cardValues()
                .staticCvc3(List.of(new StaticCvc3Request(
                        request, inputs.unpredictableNumber(), inputs.transactionCounter(), digits)))
                .get(0));
    }

    private static Optional<ByteString> data(CardView view, Track track) {
        return view.data().stream()
                .flatMap(card -> card.find(track.tag()).stream())
                .findFirst();
    }

    /** Over the track with zeros in the place of its CVC3. */
    private static Optional<Cvc3VectorRequest> request(ApplicationProfile profile, CardView view, Track track) {
        Optional<CardData> card =
                view.data().stream().filter(c -> isPan(c.panDigits())).findFirst();
        Optional<CardKeyProfile> set = profile.cardKeys().stream()
                .filter(keys -> keys.keys().stream().anyMatch(k -> k.use() == CardKeyProfile.Use.CVC3))
                .findFirst();
        Optional<ByteString> data = data(view, track).map(found -> withoutValue(track, found));
        if (data.isEmpty() || card.isEmpty() || set.isEmpty()) {
            return Optional.empty();
        }
        CardKeyProfile.Key key = set.get().keys().stream()
                .filter(k -> k.use() == CardKeyProfile.Use.CVC3)
                .findFirst()
                .orElseThrow();
        return Optional.of(new Cvc3VectorRequest(
                new KeyName(key.issuerMasterKey().label(), key.issuerMasterKey().version()),
                DerivationOption.valueOf(set.get().option().name()),
                Pan.of(card.get().panDigits()),
                new PanSequenceNumber(sequence(view)),
                data.get()));
    }

    private static ByteString withoutValue(Track track, ByteString data) {
        String text = track.text(data);
        int at = track.place(text);
        if (track.digits() == 0 || at < 0) {
            return data;
        }
        return track.data(text.substring(0, at) + "0".repeat(track.digits()) + text.substring(at + track.digits()));
    }

    private static boolean isPan(String digits) {
        return Pan.hasPanShape(digits) && Pan.hasValidCheckDigit(digits);
    }

    private static int sequence(CardView view) {
        return view.data().stream()
                .map(card -> card.get(0x5F34).toHex())
                .filter(hex -> hex.matches("[0-9]{2}"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }
}
