package org.cardwright.perso.verify;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.ElementSource;
import org.cardwright.formats.profile.TagNode;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;

/** Where a computed value stands in an application: in a tag of a template or list, or in a field without tag. */
final class ComputedFields {

    private final ApplicationProfile profile;
    private final CardView view;
    private final Computation computation;
    private final List<Found> found = new ArrayList<>();

    private ComputedFields(ApplicationProfile profile, CardView view, Computation computation) {
        this.profile = profile;
        this.view = view;
        this.computation = computation;
    }

    /**
     * A value in its place.
     *
     * @param grouping name of the data grouping
     * @param field name of the field, or the tag
     * @param value what stands there
     */
    record Found(String grouping, String field, ByteString value) {
        /** Never the content. */
        @Override
        public String toString() {
            return "Found";
        }
    }

    /** All places of that value. */
    static List<Found> of(ApplicationProfile profile, CardView view, Computation computation) {
        ComputedFields fields = new ComputedFields(profile, view, computation);
        boolean inElements = fields.standsInAnElement();
        for (DgiProfile dgi : profile.dgis()) {
            if (dgi instanceof DgiProfile.Positional positional) {
                fields.positional(positional);
            } else if (inElements && dgi instanceof DgiProfile.Tlvs tlvs) {
                fields.tags(tlvs.dgi(), tlvs.on(), TagNode.elements(tlvs.tags()));
            } else if (inElements && dgi instanceof DgiProfile.FileRecord file) {
                fields.tags(
                        file.layout().dgi(),
                        file.layout().valuesOf(),
                        TagNode.elements(file.layout().tags()));
            }
        }
        return fields.found;
    }

    private boolean standsInAnElement() {
        for (ElementSource source : profile.elements().values()) {
            if (isIt(source)) {
                return true;
            }
        }
        return false;
    }

    /** Only groupings whose fields in front all have a fixed length can be cut open. */
    private void positional(DgiProfile.Positional positional) {
        ByteString value = view.application().value(positional.dgi()).orElse(ByteString.EMPTY);
        int at = 0;
        for (DgiProfile.PositionalField field : positional.fields()) {
            if (field.bytes().isEmpty()) {
                return;
            }
            int end = at + field.bytes().getAsInt();
            if (isIt(field.source()) && end <= value.size()) {
                found.add(new Found(RecordReading.name(positional.dgi()), field.name(), value.slice(at, end)));
            }
            at = end;
        }
    }

    private void tags(int dgi, CardInterface on, List<Tag> tags) {
        List<Tag> wanted = tags.stream()
                .filter(tag -> profile.source(tag, on).filter(this::isIt).isPresent())
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        try {
            TlvReader.read(view.application().value(dgi).orElse(ByteString.EMPTY))
                    .forEach(tlv -> collect(dgi, wanted, tlv));
        } catch (MalformedTlvException malformed) {
            // The structure is judged elsewhere; a value that cannot be found is missing there.
            return;
        }
    }

    private void collect(int dgi, List<Tag> wanted, Tlv tlv) {
        if (wanted.contains(tlv.tag())) {
            found.add(new Found(RecordReading.name(dgi), tlv.tag().toString(), tlv.value()));
        } else if (tlv.tag().isConstructed()) {
            tlv.children().forEach(child -> collect(dgi, wanted, child));
        }
    }

    private boolean isIt(ElementSource source) {
        return source instanceof ElementSource.Computed computed && computed.computation() == computation;
    }
}
