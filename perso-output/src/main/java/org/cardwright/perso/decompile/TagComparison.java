package org.cardwright.perso.decompile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ElementSource;
import org.cardwright.formats.profile.RecordLayout;
import org.cardwright.formats.profile.TagNode;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;

/** Data objects against the tag list of a profile. */
final class TagComparison {

    private static final Tag RECORD_TEMPLATE = Tag.of("70");
    private static final Tag FCI_TEMPLATE = Tag.of("6F");
    private static final Tag FCI_PROPRIETARY = Tag.of("A5");
    private static final Tag INTERCHANGE_PROFILE = Tag.of("82");

    private final EffectiveProduct product;
    private final ApplicationProfile application;
    private final String place;
    private final List<String> differences;

    TagComparison(EffectiveProduct product, ApplicationProfile application, String place, List<String> differences) {
        this.product = product;
        this.application = application;
        this.place = place;
        this.differences = differences;
    }

    void record(RecordLayout layout, ByteString value) {
        List<Tlv> objects = ProfileDecompiler.tlvs(value);
        boolean template = layout.address().isGovernedByEmv();
        if (template && (objects.size() != 1 || !objects.get(0).tag().equals(RECORD_TEMPLATE))) {
            differences.add(place + ": approved one template 70, found something else");
            return;
        }
        compare(
                new Level(application, layout.valuesOf(), Optional.empty()),
                layout.tags(),
                template ? objects.get(0).children() : objects);
    }

    void tlvs(DgiProfile.Tlvs dgi, List<Tlv> objects) {
        Level level = new Level(application, dgi.on(), dgi.interchangeProfile().map(aip -> aip.value()));
        Optional<List<Tlv>> content = switch (dgi.wrap()) {
            case NONE -> Optional.of(objects);
            case FCI_PROPRIETARY -> inside(objects, FCI_PROPRIETARY);
            case FCI -> inside(objects, FCI_TEMPLATE).flatMap(fci -> inside(fci, FCI_PROPRIETARY));
        };
        if (content.isEmpty()) {
            differences.add(place + ": approved template " + dgi.wrap() + ", found something else");
        } else {
            compare(level, dgi.tags(), content.get());
        }
    }

    private static Optional<List<Tlv>> inside(List<Tlv> objects, Tag template) {
        return objects.stream()
                .filter(tlv -> tlv.tag().equals(template))
                .map(Tlv::children)
                .findFirst();
    }

    /** Whose values stand at a place, and an AIP that holds only there. */
    private record Level(ApplicationProfile whose, CardInterface on, Optional<ByteString> interchangeProfile) {

        Optional<ElementSource> source(Tag tag) {
            return whose.source(tag, on);
        }
    }

    private void compare(Level level, List<TagNode> wanted, List<Tlv> found) {
        List<TagNode> expected = new ArrayList<>();
        for (TagNode node : wanted) {
            boolean there = found.stream().anyMatch(tlv -> tlv.tag().equals(node.tag()));
            if (there || !isOptional(level, node)) {
                expected.add(node);
            }
        }
        List<Tag> tags = expected.stream().map(TagNode::tag).toList();
        List<Tag> actual = found.stream().map(Tlv::tag).toList();
        if (!tags.equals(actual)) {
            differences.add(place + ": approved " + tags + ", found " + actual);
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            compare(level, expected.get(i), found.get(i));
        }
    }

    private void compare(Level level, TagNode node, Tlv found) {
        if (!node.children().isEmpty()) {
            ApplicationProfile whose = node.application().isEmpty()
                    ? level.whose
                    : product.application(node.application()).orElse(level.whose);
            compare(new Level(whose, level.on, level.interchangeProfile), node.children(), found.children());
            return;
        }
        Optional<ElementSource> source = level.source(node.tag());
        if (source.isPresent() && source.get() instanceof ElementSource.Fixed fixed) {
            ByteString wanted = node.tag().equals(INTERCHANGE_PROFILE)
                    ? level.interchangeProfile.orElse(fixed.value())
                    : fixed.value();
            if (!wanted.equals(found.value())) {
                differences.add(place + " " + node.tag() + ": approved " + wanted.toHex() + " [" + fixed.provenance()
                        + "], found " + found.value().toHex());
            }
            return;
        }
        DataElement.find(node.tag())
                .flatMap(element -> element.violation(found.value()))
                .ifPresent(violation -> differences.add(place + " " + violation));
    }

    private static boolean isOptional(Level level, TagNode node) {
        return level.source(node.tag())
                .filter(source -> source instanceof ElementSource.Computed computed
                        && computed.computation().isOptional())
                .isPresent();
    }
}
