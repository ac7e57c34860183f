package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.CARD_VALUES;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.CardValues.Cvc3VectorRequest;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.ElementSource;

/** Initial vectors of dynamic card verification codes, computed again over the track data of the chip. emv-crypto 3.1. */
final class Cvc3Rules {

    private static final int VECTOR_BYTES = 2;

    private final SecurityModule module;
    private final Findings findings;

    Cvc3Rules(SecurityModule module, Findings findings) {
        this.module = module;
        this.findings = findings;
    }

    void check(ApplicationProfile profile, CardView view) {
        for (DgiProfile dgi : profile.dgis()) {
            if (dgi instanceof DgiProfile.Positional positional) {
                checkFields(profile, view, positional);
            }
        }
    }

    /** Only groupings whose fields all have a fixed length can be cut open; that of the vectors is one. */
    private void checkFields(ApplicationProfile profile, CardView view, DgiProfile.Positional positional) {
        ByteString value = view.application().value(positional.dgi()).orElse(ByteString.EMPTY);
        int at = 0;
        for (DgiProfile.PositionalField field : positional.fields()) {
            if (field.bytes().isEmpty()) {
                return;
            }
            int end = at + field.bytes().getAsInt();
            int track = track(field.source());
            if (track > 0 && end <= value.size()) {
                boolean right = expected(profile, view, track)
                        .map(value.slice(at, end)::equals)
                        .orElse(false);
                findings.require(right, CARD_VALUES, RecordReading.name(positional.dgi()), field.name());
            }
            at = end;
        }
    }

    private static int track(ElementSource source) {
        if (source instanceof ElementSource.Computed computed) {
            return computed.computation() == Computation.CVC3_VECTOR_TRACK_1
                    ? 1
                    : computed.computation() == Computation.CVC3_VECTOR_TRACK_2 ? 2 : 0;
        }
        return 0;
    }

    private Optional<ByteString> expected(ApplicationProfile profile, CardView view, int track) {
        int tag = track == 1 ? 0x56 : 0x9F6B;
        Optional<ByteString> data =
                view.data().stream().flatMap(card -> card.find(tag).stream()).findFirst();
        Optional<CardData> card =
                view.data().stream().filter(c -> isPan(c.panDigits())).findFirst();
        Optional<CardKeyProfile> set = profile.cardKeys().stream()
                .filter(keys -> keys.keys().stream().anyMatch(k -> k.use() == CardKeyProfile.Use.CVC3))
                .findFirst();
        if (data.isEmpty() || card.isEmpty() || set.isEmpty()) {
            return Optional.empty();
        }
        CardKeyProfile.Key key = set.get().keys().stream()
                .filter(k -> k.use() == CardKeyProfile.Use.CVC3)
                .findFirst()
                .orElseThrow();
        Cvc3VectorRequest request = new Cvc3VectorRequest(
                new KeyName(key.issuerMasterKey().label(), key.issuerMasterKey().version()),
                DerivationOption.valueOf(set.get().option().name()),
                Pan.of(card.get().panDigits()),
                new PanSequenceNumber(sequence(view)),
                data.get());
        return Optional.of(
                        module.cardValues().cvc3InitialVectors(List.of(request)).get(0))
                .filter(vector -> vector.size() == VECTOR_BYTES);
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
