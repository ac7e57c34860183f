package org.cardwright.formats.profile;

import java.util.HashSet;
import java.util.Set;
import org.cardwright.formats.emv.RecordAddress;
import org.cardwright.formats.profile.xml.ApplicationType;
import org.cardwright.formats.tlv.Tag;

/** What must be right for an application to be prepared at all; the linter asks for more. */
final class ApplicationRules {

    private static final int MIN_AID_BYTES = 5;
    private static final int MAX_AID_BYTES = 16;

    private final ProfileDocument document;
    private final ApplicationType said;
    private final ApplicationProfile profile;

    ApplicationRules(ProfileDocument document, ApplicationType said, ApplicationProfile profile) {
        this.document = document;
        this.said = said;
        this.profile = profile;
    }

    void check() {
        if (profile.aid().size() < MIN_AID_BYTES || profile.aid().size() > MAX_AID_BYTES) {
            throw document.error(said, "an AID has 5 to 16 bytes");
        }
        numbersStandOnce();
        recordsArePlaced();
        everyElementHasASource();
        signedRecordsHoldNoSignatures();
        profile.dgis().forEach(this::hasItsKey);
        boolean cvc3 = profile.contactlessTrackData()
                .templates()
                .anyMatch(template -> template.needs(TrackTemplate.Content.CVC3));
        if (cvc3 && !hasCvc3Key()) {
            throw document.error(said, "a CVC3 has a place, but there is no card key CVC3 to compute it with");
        }
        for (Computation computation : Computation.values()) {
            if (profile.uses(computation)) {
                canBeComputed(computation);
            }
        }
    }

    private void numbersStandOnce() {
        Set<Integer> seen = new HashSet<>();
        for (DgiProfile dgi : profile.dgis()) {
            for (int number : dgi.dgis()) {
                if (!seen.add(number)) {
                    throw document.error(said.getDgis(), "DGI " + DgiProfile.text(number) + " stands twice");
                }
            }
        }
    }

    private void recordsArePlaced() {
        Set<RecordAddress> placed = new HashSet<>();
        for (DgiProfile dgi : profile.dgis()) {
            if (dgi instanceof DgiProfile.FileRecord file) {
                placed.add(file.layout().address());
            }
        }
        for (ApplicationType.Record record : said.getRecord()) {
            if (!placed.contains(new RecordAddress(record.getSfi(), record.getNumber()))) {
                throw document.error(record, "the record is not in the list of data groupings");
            }
        }
    }

    private void everyElementHasASource() {
        for (ElementKey key : profile.placed()) {
            if (!profile.elements().containsKey(key)) {
                throw document.error(said, "nothing says the value of " + key.tag() + " (" + key.on() + ")");
            }
        }
    }

    private void hasItsKey(DgiProfile dgi) {
        if (dgi instanceof DgiProfile.RsaParts parts) {
            boolean there = profile.authentication()
                    .flatMap(a -> parts.key() == DgiProfile.CardRsaKey.ICC ? a.iccKey() : a.pinKey())
                    .isPresent();
            if (!there) {
                throw document.error(said.getDgis(), "rsa-parts of " + parts.key() + ", but there is no such key");
            }
        }
    }

    private void canBeComputed(Computation computation) {
        boolean possible = switch (computation) {
            case TRACK_2_EQUIVALENT_DATA, TRACK_2_DISCRETIONARY_DATA ->
                profile.trackData().track2().isPresent();
            case TRACK_1_DISCRETIONARY_DATA -> profile.trackData().track1().isPresent();
            case TRACK_1_DATA -> profile.contactlessTrackData().track1().isPresent();
            case TRACK_2_DATA -> profile.contactlessTrackData().track2().isPresent();
            case CVC3_VECTOR_TRACK_1, STATIC_CVC3_TRACK_1 ->
                profile.contactlessTrackData().track1().isPresent() && hasCvc3Key();
            case CVC3_VECTOR_TRACK_2, STATIC_CVC3_TRACK_2 ->
                profile.contactlessTrackData().track2().isPresent() && hasCvc3Key();
            // The values of a card are those of its product, which looks whether it has the key.
            case PIN_OFFSET -> true;
            case AUTHORITY_KEY_INDEX, ISSUER_CERTIFICATE, ISSUER_REMAINDER, ISSUER_EXPONENT ->
                profile.authentication().isPresent();
            case SIGNED_STATIC_DATA ->
                profile.authentication()
                        .filter(a -> a.dataAuthenticationCode().size() == 2
                                || a.dataAuthenticationKey().isPresent())
                        .isPresent();
            case ICC_CERTIFICATE, ICC_EXPONENT, ICC_REMAINDER ->
                profile.authentication().flatMap(AuthenticationProfile::iccKey).isPresent();
            case PIN_CERTIFICATE, PIN_EXPONENT, PIN_REMAINDER ->
                profile.authentication().flatMap(AuthenticationProfile::pinKey).isPresent();
        };
        if (!possible) {
            throw document.error(
                    said, computation + " has a place, but the application does not say how to compute it");
        }
    }

    private boolean hasCvc3Key() {
        return profile.cardKey(CardKeyProfile.Use.CVC3).isPresent();
    }

    /** A signature cannot cover itself. */
    private void signedRecordsHoldNoSignatures() {
        for (RecordLayout layout : profile.records()) {
            for (Tag tag : TagNode.elements(layout.tags())) {
                boolean later = profile.source(tag, layout.valuesOf())
                        .filter(source -> source instanceof ElementSource.Computed computed
                                && computed.computation().stage() == Computation.Stage.SIGNATURES)
                        .isPresent();
                if (layout.signed() && later) {
                    throw document.error(
                            said, layout.address() + " is signed and holds " + tag + ", which is made later");
                }
            }
        }
    }
}
