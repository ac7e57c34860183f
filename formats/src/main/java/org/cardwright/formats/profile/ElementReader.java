package org.cardwright.formats.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.xml.ApplicationType;
import org.cardwright.formats.profile.xml.ElementType;
import org.cardwright.formats.profile.xml.PositionalType;
import org.cardwright.formats.tlv.Tag;
import org.jspecify.annotations.Nullable;

/** Finds the source of every data element: the standard, then the risk parameters, then the product. */
final class ElementReader {

    private final ProfileDocument document;

    ElementReader(ProfileDocument document) {
        this.document = document;
    }

    /** The attributes that say where a value comes from. */
    private record Source(
            FixedValue.Attributes fixed,
            @Nullable String order,
            @Nullable String otherwise,
            @Nullable String computed) {}

    /** By tag and interface. */
    Map<ElementKey, ElementSource> read(ApplicationType application, RiskParameters risk) {
        Map<ElementKey, ElementSource> sources = new LinkedHashMap<>();
        NaturalSources.of(ByteString.fromHex(application.getAid())).forEach((tag, source) -> put(sources, tag, source));
        risk.elements().forEach((tag, source) -> put(sources, tag, source));
        Set<ElementKey> said = new HashSet<>();
        for (ElementType element : application.getElement()) {
            for (ElementKey key : keys(element)) {
                if (!said.add(key)) {
                    throw document.error(element, "element " + element.getTag() + " stands twice");
                }
                sources.put(key, source(element));
            }
        }
        return sources;
    }

    private static void put(Map<ElementKey, ElementSource> sources, Tag tag, ElementSource source) {
        for (CardInterface on : CardInterface.values()) {
            sources.put(new ElementKey(tag, on), source);
        }
    }

    private List<ElementKey> keys(ElementType element) {
        Tag tag = tag(element, element.getTag());
        if (tag.isConstructed()) {
            throw document.error(
                    element, "template " + tag + " has no value of its own; write its content where it stands");
        }
        List<ElementKey> keys = new ArrayList<>();
        for (CardInterface on : CardInterface.values()) {
            if (element.getInterface() == null || element.getInterface().equals(on.name())) {
                keys.add(new ElementKey(tag, on));
            }
        }
        return keys;
    }

    private ElementSource source(ElementType element) {
        Optional<Computation> reserved = Stream.of(Computation.values())
                .filter(computation -> computation.tag().equals(element.getTag()))
                .findFirst();
        if (reserved.isPresent() || List.of("82", "94", "5A").contains(element.getTag())) {
            throw document.error(element, "element " + element.getTag() + " is always computed, never typed");
        }
        return source(
                element,
                new Source(
                        new FixedValue.Attributes(
                                element.getHex(), element.getText(), element.getDigits(), element.getBytes()),
                        element.getOrder(),
                        element.getOtherwise(),
                        element.getComputed()));
    }

    /** Source of a positional field; a field with a tag takes the source of that data element. */
    ElementSource source(PositionalType.Field field, CardInterface on, Map<ElementKey, ElementSource> elements) {
        Source attributes = new Source(
                new FixedValue.Attributes(field.getHex(), field.getText(), field.getDigits(), field.getBytes()),
                field.getOrder(),
                field.getOtherwise(),
                field.getComputed());
        if (field.getTag() == null) {
            return source(field, attributes);
        }
        if (attributes.fixed.areThere() || attributes.order != null || attributes.computed != null) {
            throw document.error(field, "a field has a tag or a value, not both");
        }
        ElementSource found = elements.get(new ElementKey(tag(field, field.getTag()), on));
        if (found == null) {
            throw document.error(field, "nothing says the value of " + field.getTag());
        }
        return found;
    }

    private ElementSource source(Object element, Source source) {
        long there = Stream.of(source.order, source.computed)
                        .filter(Objects::nonNull)
                        .count()
                + (source.fixed.areThere() ? 1 : 0);
        if (there != 1) {
            throw document.error(element, "exactly one of hex, text, digits, order and computed is required");
        }
        if (source.otherwise != null && source.order == null) {
            throw document.error(element, "otherwise goes with order");
        }
        Provenance provenance = document.at(element, "product");
        if (source.order != null) {
            return new ElementSource.FromOrder(
                    OrderField.valueOf(source.order),
                    Optional.ofNullable(source.otherwise).map(text -> ascii(element, text)),
                    provenance);
        }
        if (source.computed != null) {
            return new ElementSource.Computed(Computation.valueOf(source.computed), provenance);
        }
        FixedValue value = FixedValue.of(document, element, source.fixed);
        return new ElementSource.Fixed(value.bytes(), value.readable(), provenance);
    }

    private ByteString ascii(Object element, String text) {
        try {
            return ByteString.ascii(text);
        } catch (IllegalArgumentException notAscii) {
            throw document.error(element, "otherwise: " + notAscii.getMessage());
        }
    }

    Tag tag(Object element, String hex) {
        try {
            return Tag.of(hex);
        } catch (IllegalArgumentException notATag) {
            throw document.error(element, hex + " is not a tag");
        }
    }
}
