package org.cardwright.formats.profile.lint;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.AuthenticationProfile;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.ElementKey;
import org.cardwright.formats.profile.ElementSource;
import org.cardwright.formats.profile.RecordLayout;
import org.cardwright.formats.profile.RsaKeyProfile;
import org.cardwright.formats.profile.TagNode;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.TlvWriter;

/** How long values, records and data groupings can get. */
final class ElementSizes {

    private static final int UNKNOWN_BYTES = 32;
    private static final int ISSUER_FIXED_BYTES = 36;
    private static final int CARD_FIXED_BYTES = 42;
    private static final int CARD_KEY_BYTES = 16;
    private static final int PIN_BYTES = 8;
    private static final int MOST_OFFSET_BYTES = 6;

    private final ApplicationProfile application;

    private ElementSizes(ApplicationProfile application) {
        this.application = application;
    }

    /** Most bytes of all data groupings together. */
    static int applicationBytes(ApplicationProfile application) {
        ElementSizes sizes = new ElementSizes(application);
        return application.dgis().stream().mapToInt(sizes::dgi).sum();
    }

    /** Most bytes of a record as READ RECORD returns it. */
    static int recordBytes(ApplicationProfile application, RecordLayout layout) {
        int content = new ElementSizes(application).nodes(layout.tags(), layout.valuesOf());
        return layout.address().isGovernedByEmv()
                ? 1 + TlvWriter.length(content).size() + content
                : content;
    }

    private int dgi(DgiProfile dgi) {
        if (dgi instanceof DgiProfile.FileRecord file) {
            return recordBytes(application, file.layout());
        }
        if (dgi instanceof DgiProfile.Tlvs tlvs) {
            return nodes(tlvs.tags(), tlvs.on());
        }
        if (dgi instanceof DgiProfile.Positional positional) {
            return positional.fields().stream()
                    .mapToInt(field -> field.bytes().orElseGet(() -> source(Optional.empty(), field.source())))
                    .sum();
        }
        if (dgi instanceof DgiProfile.RsaParts parts) {
            int modulus = authentication()
                    .flatMap(a -> parts.key() == DgiProfile.CardRsaKey.ICC ? a.iccKey() : a.pinKey())
                    .map(RsaKeyProfile::bytes)
                    .orElse(0);
            return 5 * modulus / 2;
        }
        return dgi instanceof DgiProfile.Keys keys
                ? CARD_KEY_BYTES * keys.keys().keys().size()
                : PIN_BYTES;
    }

    private int nodes(List<TagNode> nodes, CardInterface on) {
        int bytes = 0;
        for (TagNode node : nodes) {
            int value = node.children().isEmpty() ? element(node.tag(), on) : nodes(node.children(), on);
            bytes += node.tag().length() + TlvWriter.length(value).size() + value;
        }
        return bytes;
    }

    private int element(Tag tag, CardInterface on) {
        ElementSource source = application.elements().get(new ElementKey(tag, on));
        return source == null ? UNKNOWN_BYTES : source(Optional.of(tag), source);
    }

    private int source(Optional<Tag> tag, ElementSource source) {
        if (source instanceof ElementSource.Fixed fixed) {
            return fixed.value().size();
        }
        if (source instanceof ElementSource.Computed computed) {
            return computed(computed.computation());
        }
        return tag.flatMap(DataElement::find).map(e -> e.bytes().max()).orElse(UNKNOWN_BYTES);
    }

    private int computed(Computation computation) {
        int authority =
                authentication().map(a -> a.certificate().authorityBytes()).orElse(0);
        int issuer = authentication().map(a -> a.certificate().issuerBytes()).orElse(0);
        return switch (computation) {
            case ISSUER_CERTIFICATE -> authority;
            case ISSUER_REMAINDER -> Math.max(0, issuer - authority + ISSUER_FIXED_BYTES);
            case SIGNED_STATIC_DATA, ICC_CERTIFICATE, PIN_CERTIFICATE -> issuer;
            case ICC_REMAINDER -> remainder(authentication().flatMap(AuthenticationProfile::iccKey), issuer);
            case PIN_REMAINDER -> remainder(authentication().flatMap(AuthenticationProfile::pinKey), issuer);
            case ISSUER_EXPONENT, ICC_EXPONENT, PIN_EXPONENT -> 3;
            case AUTHORITY_KEY_INDEX -> 1;
            case CVC3_VECTOR_TRACK_1, CVC3_VECTOR_TRACK_2 -> 2;
            case STATIC_CVC3_TRACK_1, STATIC_CVC3_TRACK_2 ->
                (application.contactlessTrackData().staticCvc3().digits() + 1) / 2;
            case PIN_OFFSET -> MOST_OFFSET_BYTES;
            case TRACK_2_EQUIVALENT_DATA, TRACK_2_DATA -> 19;
            case TRACK_1_DATA -> 76;
            case TRACK_1_DISCRETIONARY_DATA ->
                application.trackData().track1().map(t -> t.length()).orElse(0);
            case TRACK_2_DISCRETIONARY_DATA ->
                application.trackData().track2().map(t -> (t.length() + 1) / 2).orElse(0);
        };
    }

    private static int remainder(Optional<RsaKeyProfile> key, int issuer) {
        return Math.max(0, key.map(RsaKeyProfile::bytes).orElse(0) - issuer + CARD_FIXED_BYTES);
    }

    private Optional<AuthenticationProfile> authentication() {
        return application.authentication();
    }
}
