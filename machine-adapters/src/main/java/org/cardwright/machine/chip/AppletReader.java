package org.cardwright.machine.chip;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.crypto.cryptogram.CryptogramVersion.Layout;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.xml.XmlDefinition;
import org.cardwright.machine.chip.AppletRecipe.Behaviour;
import org.cardwright.machine.chip.AppletRecipe.Condition;
import org.cardwright.machine.chip.DgiRule.Holds;
import org.cardwright.machine.chip.xml.XmlApplet;
import org.cardwright.machine.chip.xml.XmlBehaviour;
import org.cardwright.machine.chip.xml.XmlDgi;
import org.cardwright.perso.dgi.DgiId;
import org.jspecify.annotations.Nullable;

/** The part of a recipe about one applet. */
final class AppletReader {

    private final Path file;
    private final XmlDefinition<?> definition;
    private final XmlApplet applet;

    AppletReader(Path file, XmlDefinition<?> definition, XmlApplet applet) {
        this.file = file;
        this.definition = definition;
        this.applet = applet;
    }

    AppletRecipe read() throws MalformedFileException {
        Map<DgiId, DgiRule> rules = new HashMap<>();
        for (XmlDgi xml : applet.getDgi()) {
            DgiRule rule = rule(xml);
            require(rules.put(rule.id(), rule) == null, xml, "DGI " + rule.id() + " stands twice");
        }
        for (XmlDgi xml : applet.getDgi()) {
            String after = xml.getAfter();
            require(after == null || rules.containsKey(DgiId.of(after)), xml, "DGI " + after + " is not in the applet");
        }
        return new AppletRecipe(
                applet.getId(),
                applet.getAids().stream().map(ByteString::fromHex).toList(),
                applet.getMaxSfi(),
                rules,
                applet.getBehaviour() == null ? Optional.empty() : Optional.of(behaviour(applet.getBehaviour())));
    }

    private DgiRule rule(XmlDgi xml) throws MalformedFileException {
        DgiId id = DgiId.of(xml.getId());
        Holds holds = Holds.valueOf(xml.getHolds());
        boolean positional = holds == Holds.POSITIONAL;
        require(positional != xml.getField().isEmpty(), xml, "fields belong to POSITIONAL and to nothing else");
        require(holds != Holds.CHECK_VALUES || xml.getAfter() != null, xml, "check values come after their keys");
        OptionalInt bytes = xml.getBytes() == null ? OptionalInt.empty() : OptionalInt.of(number(xml.getBytes()));
        List<DgiRule.Field> fields = new ArrayList<>();
        for (XmlDgi.Field field : xml.getField()) {
            DgiRule.Field read =
                    new DgiRule.Field(tag(field, field.getTag()), number(field.getAt()), number(field.getLength()));
            require(
                    bytes.isPresent() && read.at() + read.length() <= bytes.getAsInt(),
                    field,
                    "a field ends inside the data grouping, whose length must be given");
            fields.add(read);
        }
        Optional<DgiId> after = Optional.ofNullable(xml.getAfter()).map(DgiId::of);
        return new DgiRule(id, holds, xml.isRequired(), after, bytes, fields);
    }

    private Behaviour behaviour(XmlBehaviour xml) throws MalformedFileException {
        Layout layout = Layout.valueOf(xml.getIssuerData());
        ByteString head =
                xml.getIssuerDataHead() == null ? ByteString.EMPTY : ByteString.fromHex(xml.getIssuerDataHead());
        require(
                head.isEmpty() || (layout == Layout.MCHIP && head.size() == 2),
                xml,
                "the head of issuer data is derivation key index and cryptogram version of MCHIP");
        List<Tag> readable = new ArrayList<>();
        for (String tag : xml.getReadable()) {
            readable.add(tag(xml, tag));
        }
        return new Behaviour(
                layout,
                head,
                xml.getFormat(),
                Set.copyOf(readable),
                limit(xml, xml.getLowerLimit()),
                limit(xml, xml.getUpperLimit()),
                conditions(xml.getOnlineWhen()),
                conditions(xml.getDeclineWhen()),
                refusedResults(xml, layout));
    }

    private Optional<ByteString> refusedResults(XmlBehaviour xml, Layout layout) throws MalformedFileException {
        Optional<ByteString> results =
                Optional.ofNullable(xml.getRefusedResults()).map(ByteString::fromHex);
        require(
                results.isEmpty() || results.get().size() == layout.resultsBytes(),
                xml,
                "refused-results has " + layout.resultsBytes() + " bytes in " + layout);
        return results;
    }

    private Optional<Tag> limit(XmlBehaviour xml, @Nullable String tag) throws MalformedFileException {
        return tag == null ? Optional.empty() : Optional.of(tag(xml, tag));
    }

    private static Set<Condition> conditions(List<String> names) {
        return names.stream()
                .map(name -> Condition.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Tag tag(Object element, String hex) throws MalformedFileException {
        try {
            return Tag.of(hex);
        } catch (IllegalArgumentException malformed) {
            throw definition.contradiction(file, element, hex + " is no tag");
        }
    }

    private static int number(BigInteger number) {
        return number.min(BigInteger.valueOf(Integer.MAX_VALUE / 2)).intValue();
    }

    private void require(boolean holds, Object element, String detail) throws MalformedFileException {
        if (!holds) {
            throw definition.contradiction(file, element, detail);
        }
    }
}
