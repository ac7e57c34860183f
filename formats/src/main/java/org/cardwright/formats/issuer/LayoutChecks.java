package org.cardwright.formats.issuer;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.issuer.layout.XmlControl;
import org.cardwright.formats.issuer.layout.XmlEnvelope;
import org.cardwright.formats.issuer.layout.XmlField;
import org.cardwright.formats.issuer.layout.XmlLayout;
import org.jspecify.annotations.Nullable;

/** What a layout must satisfy beyond its schema; each refusal names the line. */
final class LayoutChecks {

    /** Without these no order can become a card. */
    private static final Set<IssuerField> INDISPENSABLE = EnumSet.of(
            IssuerField.ORDER_REFERENCE,
            IssuerField.PRODUCT,
            IssuerField.REASON,
            IssuerField.PAN,
            IssuerField.EFFECTIVE_DATE,
            IssuerField.EXPIRATION_DATE,
            IssuerField.SERVICE_CODE);

    private static final Set<IssuerField> DATES = EnumSet.of(IssuerField.EFFECTIVE_DATE, IssuerField.EXPIRATION_DATE);

    /** Most digits of a hash total: the next one must still fit into a long. */
    private static final int MAX_HASH_TOTAL_DIGITS = 17;

    private final LayoutLines lines;
    private final IssuerLayout layout;

    LayoutChecks(LayoutLines lines, IssuerLayout layout) {
        this.lines = lines;
        this.layout = layout;
    }

    void check(XmlLayout xml) throws MalformedFileException {
        checkFields(xml);
        checkEnvelope(xml.getHeader(), layout.header());
        checkEnvelope(xml.getTrailer(), layout.trailer());
        new LayoutPlaceChecks(lines, layout).check(xml);
    }

    private void checkFields(XmlLayout xml) throws MalformedFileException {
        Set<IssuerField> seen = EnumSet.noneOf(IssuerField.class);
        List<LayoutField> fields = layout.record().fields();
        for (int i = 0; i < fields.size(); i++) {
            XmlField row = xml.getRecord().getField().get(i);
            lines.require(seen.add(fields.get(i).name()), row, "the field is mapped twice");
            checkType(row, fields.get(i));
        }
        for (IssuerField needed : INDISPENSABLE) {
            lines.require(seen.contains(needed), xml.getRecord(), "the field " + needed + " is not mapped");
        }
    }

    private void checkType(XmlField row, LayoutField field) throws MalformedFileException {
        boolean octets = isOctets(field.shape());
        boolean secret = field.name().isSecret();
        String dataClass =
                "the class of " + field.name() + " is " + field.name().dataClass();
        lines.require(
                row.isSecret() == secret, row, dataClass + (secret ? ", so it must be secret" : ", it is not secret"));
        lines.require(octets == secret, row, "a secret, and only a secret, is hex, base64 or bytes");
        boolean date = field.shape().type() == ValueShape.Type.DATE;
        boolean given = field.place() instanceof FieldPlace.Given;
        lines.require(!secret || !given, row, "a secret cannot stand in a layout");
        lines.require(date == DATES.contains(field.name()), row, "a date field, and only a date field, is a date");
        lines.require(!secret || field.map().isEmpty(), row, "a secret has no codes");
        lines.require(
                !secret || (field.defaultValue() + field.constant()).isEmpty(),
                row,
                "a secret cannot stand in a layout");
    }

    private static boolean isOctets(ValueShape shape) {
        return switch (shape.type()) {
            case HEX, BASE64, BYTES -> true;
            case TEXT, DIGITS, DATE -> false;
        };
    }

    private void checkEnvelope(@Nullable XmlEnvelope xml, Envelope envelope) throws MalformedFileException {
        if (xml == null) {
            return;
        }
        Set<ControlField.Meaning> seen = EnumSet.noneOf(ControlField.Meaning.class);
        for (int i = 0; i < envelope.controls().size(); i++) {
            XmlControl row = xml.getControl().get(i);
            ControlField control = envelope.controls().get(i);
            lines.require(seen.add(control.meaning()), row, "the control value is there twice");
            checkControl(row, control);
        }
    }

    private void checkControl(XmlControl row, ControlField control) throws MalformedFileException {
        ValueShape.Type wanted = switch (control.meaning()) {
            case ISSUER -> ValueShape.Type.TEXT;
            case DATE -> ValueShape.Type.DATE;
            case SEQUENCE_NUMBER, RECORD_COUNT, HASH_TOTAL -> ValueShape.Type.DIGITS;
        };
        lines.require(control.shape().type() == wanted, row, "the control value must be of type " + wanted);
        lines.require(!(control.place() instanceof FieldPlace.Given), row, "a control value stands in the file");
        boolean hashTotal = control.meaning() == ControlField.Meaning.HASH_TOTAL;
        lines.require(hashTotal == control.summed().isPresent(), row, "a hash total, and only it, sums a field");
        if (hashTotal) {
            int digits = control.shape().digits();
            boolean bounded = digits >= 1 && digits <= MAX_HASH_TOTAL_DIGITS;
            lines.require(bounded, row, "a hash total has 1 to " + MAX_HASH_TOTAL_DIGITS + " digits");
            IssuerField summed = control.summed().orElseThrow();
            boolean mapped = layout.record().fields().stream()
                    .anyMatch(field -> field.name() == summed && field.shape().type() == ValueShape.Type.DIGITS);
            lines.require(mapped, row, "a hash total sums a mapped field of digits");
        }
    }
}
