package org.cardwright.formats.issuer;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.issuer.FieldPlace.TrackPart;
import org.cardwright.formats.issuer.layout.XmlControl;
import org.cardwright.formats.issuer.layout.XmlField;
import org.cardwright.formats.issuer.layout.XmlMap;
import org.cardwright.formats.issuer.layout.XmlValue;
import org.jspecify.annotations.Nullable;

/** Turns one row of a layout into our values. */
final class FieldMapping {

    private final LayoutLines lines;
    private final FileForm form;

    FieldMapping(LayoutLines lines, FileForm form) {
        this.lines = lines;
        this.form = form;
    }

    LayoutField field(XmlField xml) throws MalformedFileException {
        IssuerField name = IssuerField.valueOf(xml.getName().value());
        FieldPlace place =
                xml.getGeneratedPrefix() == null ? place(xml) : generated(xml, name, xml.getGeneratedPrefix());
        return new LayoutField(
                name,
                place,
                shape(xml, name == IssuerField.EXPIRATION_DATE),
                xml.isRequired(),
                orEmpty(xml.getDefault()),
                orEmpty(xml.getConstant()),
                map(xml));
    }

    ControlField control(XmlControl xml) throws MalformedFileException {
        Optional<IssuerField> summed =
                Optional.ofNullable(xml.getOf()).map(field -> IssuerField.valueOf(field.value()));
        return new ControlField(
                ControlField.Meaning.valueOf(xml.getMeaning().value()),
                place(xml),
                shape(xml, false),
                summed,
                xml.getCountedBeside());
    }

    private FieldPlace generated(XmlField xml, IssuerField name, String prefix) throws MalformedFileException {
        lines.require(name == IssuerField.ORDER_REFERENCE, xml, "only an order reference can be generated");
        lines.require(places(xml) == 0, xml, "a generated field has no other place");
        return new FieldPlace.Generated(prefix);
    }

    private static int places(XmlValue xml) {
        return (int) Stream.of(
                        Optional.ofNullable(xml.getColumn()),
                        Optional.ofNullable(xml.getPath()),
                        Optional.ofNullable(xml.getEmbossLine()),
                        Optional.ofNullable(xml.getTrack()),
                        Optional.ofNullable(xml.getValue()),
                        Optional.ofNullable(xml.getEmbossLine() == null ? xml.getOffset() : null))
                .filter(Optional::isPresent)
                .count();
    }

    private FieldPlace place(XmlValue xml) throws MalformedFileException {
        lines.require(places(xml) == 1, xml, "a value has exactly one place");
        if (xml.getValue() != null) {
            return new FieldPlace.Given(xml.getValue());
        }
        return placeInForm(xml)
                .orElseThrow(() -> lines.contradiction(xml, "the place is not one of this form of file"));
    }

    private Optional<FieldPlace> placeInForm(XmlValue xml) {
        if (form instanceof FileForm.Delimited) {
            return Optional.ofNullable(xml.getColumn()).map(FieldMapping::column);
        }
        if (form instanceof FileForm.Fixed) {
            Integer length = xml.getLength();
            return Optional.ofNullable(length == null ? null : xml.getOffset())
                    .map(offset -> new FieldPlace.Slice(offset, Objects.requireNonNull(length)));
        }
        if (form instanceof FileForm.Embosser) {
            return embosser(xml);
        }
        return Optional.ofNullable(xml.getPath()).map(FieldPlace.Member::new);
    }

    private static FieldPlace column(String column) {
        boolean number = Texts.isDigits(column) && column.length() <= 3;
        return number ? new FieldPlace.Column("", Integer.parseInt(column)) : new FieldPlace.Column(column, 0);
    }

    private static Optional<FieldPlace> embosser(XmlValue xml) {
        if (xml.getTrack() != null) {
            TrackPart part = TrackPart.valueOf(constant(xml.getPart().value()));
            return Optional.of(new FieldPlace.TrackText(xml.getTrack(), part));
        }
        return Optional.ofNullable(xml.getEmbossLine())
                .map(line -> new FieldPlace.EmbossText(line, orZero(xml.getOffset()), orZero(xml.getLength())));
    }

    private ValueShape shape(XmlValue xml, boolean monthOnly) throws MalformedFileException {
        ValueShape.Type type = ValueShape.Type.valueOf(constant(xml.getType().value()));
        return new ValueShape(
                type,
                ValueShape.Encoding.valueOf(constant(xml.getEncoding().value())),
                pattern(xml, type, monthOnly),
                orZero(xml.getDigits()),
                xml.isDropLeadingZeros(),
                xml.getMaxLength(),
                trim(xml),
                orEmpty(xml.getWithout()),
                absent(xml, type));
    }

    private @Nullable DatePattern pattern(XmlValue xml, ValueShape.Type type, boolean monthOnly)
            throws MalformedFileException {
        lines.require(
                (type == ValueShape.Type.DATE) == (xml.getPattern() != null),
                xml,
                "a date, and only a date, has a pattern");
        if (xml.getPattern() == null) {
            return null;
        }
        try {
            return new DatePattern(xml.getPattern(), monthOnly);
        } catch (IllegalArgumentException unknownLetter) {
            throw lines.contradiction(xml, "a date pattern has yyyy or yy, MM, perhaps dd, and separators");
        }
    }

    private String absent(XmlValue xml, ValueShape.Type type) throws MalformedFileException {
        String absent = orEmpty(xml.getAbsent());
        boolean octet = type != ValueShape.Type.BYTES || absent.isEmpty() || absent.matches("[0-9A-Fa-f]{2}");
        lines.require(octet, xml, "raw bytes are absent when filled with one byte, two hexadecimal digits");
        return absent;
    }

    private ValueShape.Trim trim(XmlValue xml) {
        if (xml.getTrim() != null) {
            return ValueShape.Trim.valueOf(constant(xml.getTrim().value()));
        }
        if (form instanceof FileForm.Fixed) {
            return ValueShape.Trim.RIGHT;
        }
        return form instanceof FileForm.Embosser && xml.getEmbossLine() != null
                ? ValueShape.Trim.BOTH
                : ValueShape.Trim.NONE;
    }

    /** The name of our constant for a word of the schema: {@code serviceCode} is {@code SERVICE_CODE}. */
    private static String constant(String word) {
        return word.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    private static int orZero(@Nullable Integer number) {
        return Objects.requireNonNullElse(number, 0);
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private Map<String, String> map(XmlField xml) throws MalformedFileException {
        Map<String, String> map = new HashMap<>();
        for (XmlMap row : xml.getMap()) {
            lines.require(map.put(row.getFrom(), row.getTo()) == null, row, "the code is mapped twice");
        }
        return map;
    }
}
