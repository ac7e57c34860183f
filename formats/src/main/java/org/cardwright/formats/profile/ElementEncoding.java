package org.cardwright.formats.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvWriter;

/** Turns a tag list and the values of a card into TLVs. EMV 4.4 Book 3, annex B. */
public final class ElementEncoding {

    private static final Tag RECORD_TEMPLATE = Tag.of("70");
    private static final Tag FCI_TEMPLATE = Tag.of("6F");
    private static final Tag FCI_PROPRIETARY = Tag.of("A5");
    private static final Tag INTERCHANGE_PROFILE = Tag.of("82");
    private static final Tag DF_NAME = Tag.of("84");

    private final ApplicationProfile profile;
    private final Values values;

    /** The values of a card. */
    public interface Values {

        /**
         * The value of a data element, empty when it is optional and not there.
         *
         * @param application name of the application
         * @param key tag and interface
         */
        Optional<ByteString> value(String application, ElementKey key);
    }

    /** Encodes for one application of the card. */
    public ElementEncoding(ApplicationProfile profile, Values values) {
        this.profile = profile;
        this.values = values;
    }

    /** A record exactly as READ RECORD returns it: a template 70 in SFI 1 to 10. EMV 4.4 Book 3, 5.3.2.2. */
    public ByteString record(RecordLayout layout) {
        List<Tlv> content = objects(layout.tags(), profile.id(), layout.valuesOf());
        return layout.address().isGovernedByEmv()
                ? Tlv.template(RECORD_TEMPLATE, content).encode()
                : TlvWriter.encode(content);
    }

    /** The value of a data grouping of TLVs. */
    public ByteString tlvs(DgiProfile.Tlvs dgi) {
        List<Tlv> content = objects(dgi.tags(), profile.id(), dgi.on());
        dgi.interchangeProfile()
                .ifPresent(own -> content.replaceAll(
                        tlv -> tlv.tag().equals(INTERCHANGE_PROFILE) ? new Tlv(tlv.tag(), own.value()) : tlv));
        return switch (dgi.wrap()) {
            case NONE -> TlvWriter.encode(content);
            case FCI_PROPRIETARY -> Tlv.template(FCI_PROPRIETARY, content).encode();
            case FCI ->
                new TlvWriter()
                        .put(DF_NAME, profile.aid())
                        .put(FCI_PROPRIETARY, TlvWriter.encode(content))
                        .template(FCI_TEMPLATE)
                        .encode();
        };
    }

    private List<Tlv> objects(List<TagNode> nodes, String application, CardInterface on) {
        List<Tlv> objects = new ArrayList<>();
        for (TagNode node : nodes) {
            if (node.children().isEmpty()) {
                values.value(application, new ElementKey(node.tag(), on))
                        .ifPresent(value -> objects.add(new Tlv(node.tag(), value)));
            } else {
                String whose = node.application().isEmpty() ? application : node.application();
                objects.add(Tlv.template(node.tag(), objects(node.children(), whose, on)));
            }
        }
        return objects;
    }
}
