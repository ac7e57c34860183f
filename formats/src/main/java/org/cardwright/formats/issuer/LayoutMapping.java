package org.cardwright.formats.issuer;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.validation.Schema;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.RejectTexts;
import org.cardwright.formats.issuer.IssuerLayout.LayoutIdentity;
import org.cardwright.formats.issuer.IssuerLayout.RecordShape;
import org.cardwright.formats.issuer.layout.XmlByteOrderMark;
import org.cardwright.formats.issuer.layout.XmlControl;
import org.cardwright.formats.issuer.layout.XmlDelimited;
import org.cardwright.formats.issuer.layout.XmlEnvelope;
import org.cardwright.formats.issuer.layout.XmlField;
import org.cardwright.formats.issuer.layout.XmlForm;
import org.cardwright.formats.issuer.layout.XmlLayout;
import org.cardwright.formats.issuer.layout.XmlRecord;
import org.cardwright.formats.issuer.layout.XmlUnknown;
import org.cardwright.formats.issuer.layout.XmlXml;
import org.jspecify.annotations.Nullable;

/** Turns the generated classes of a valid layout into our values. */
final class LayoutMapping {

    private final LayoutLines lines;
    private final Optional<Schema> orderSchema;

    LayoutMapping(LayoutLines lines, Optional<Schema> orderSchema) {
        this.lines = lines;
        this.orderSchema = orderSchema;
    }

    IssuerLayout layout(XmlLayout xml, ByteString hash) throws MalformedFileException {
        FileForm form = form(xml);
        FieldMapping fields = new FieldMapping(lines, form);
        Envelope header = envelope(xml.getHeader(), fields);
        Envelope trailer = envelope(xml.getTrailer(), fields);
        RecordShape record = record(xml.getRecord(), fields);
        String code = Optional.ofNullable(xml.getIssuerCode()).orElse(xml.getIssuer());
        LayoutIdentity identity = new LayoutIdentity(
                xml.getName(),
                xml.getIssuer(),
                code,
                RejectTexts.in(xml.getLanguage().value()),
                hash);
        IssuerLayout layout = new IssuerLayout(identity, form, List.of(header, trailer), record);
        new LayoutChecks(lines, layout).check(xml);
        return layout;
    }

    private FileForm form(XmlLayout xml) throws MalformedFileException {
        if (xml.getDelimited() != null) {
            return delimited(xml.getDelimited());
        }
        if (xml.getFixed() != null) {
            return new FileForm.Fixed(
                    text(xml.getFixed()),
                    xml.getFixed().getRecordBytes(),
                    xml.getFixed().isLines());
        }
        if (xml.getXml() != null) {
            return xml(xml.getXml());
        }
        if (xml.getJson() != null) {
            String orders = Optional.ofNullable(xml.getJson().getOrders()).orElse("");
            return new FileForm.Json(
                    text(xml.getJson()), orders, ignored(xml.getJson().getUnknownMembers()));
        }
        return new FileForm.Embosser(text(xml.getEmbosser()));
    }

    private FileForm delimited(XmlDelimited xml) throws MalformedFileException {
        return new FileForm.Delimited(
                text(xml),
                xml.getDelimiter().charAt(0),
                Optional.ofNullable(xml.getQuote()).map(quote -> quote.charAt(0)),
                xml.isColumnNames(),
                xml.getColumns() == null ? 0 : xml.getColumns(),
                ignored(xml.getUnknownColumns()));
    }

    private FileForm xml(XmlXml xml) throws MalformedFileException {
        return new FileForm.Xml(
                text(xml),
                xml.getRoot(),
                xml.getOrder(),
                xml.getNamespace(),
                orderSchema,
                ignored(xml.getUnknownElements()));
    }

    private static boolean ignored(XmlUnknown unknown) {
        return unknown == XmlUnknown.IGNORED;
    }

    private FileForm.Text text(XmlForm form) throws MalformedFileException {
        boolean markAllowed = form.getByteOrderMark() == XmlByteOrderMark.ALLOWED;
        return new FileForm.Text(charset(form), markAllowed, form.getMaxRecordBytes());
    }

    private Charset charset(XmlForm form) throws MalformedFileException {
        try {
            Charset charset = Charset.forName(form.getCharset());
            boolean bytewise = Stream.of("0", "A", "\n", "\r").allMatch(c -> c.getBytes(charset).length == 1);
            lines.require(bytewise, form, "a character set must have one byte for each ASCII character");
            return charset;
        } catch (IllegalArgumentException unknown) {
            throw lines.contradiction(form, "the character set is not known");
        }
    }

    private Envelope envelope(@Nullable XmlEnvelope xml, FieldMapping fields) throws MalformedFileException {
        if (xml == null) {
            return Envelope.NONE;
        }
        List<ControlField> controls = new ArrayList<>();
        for (XmlControl control : xml.getControl()) {
            controls.add(fields.control(control));
        }
        String marker = Optional.ofNullable(xml.getMarker()).orElse("");
        int columns = xml.getColumns() == null ? 0 : xml.getColumns();
        return new Envelope(marker, xml.getMarkerOffset(), columns, controls);
    }

    private RecordShape record(XmlRecord xml, FieldMapping fields) throws MalformedFileException {
        List<LayoutField> rows = new ArrayList<>();
        for (XmlField field : xml.getField()) {
            rows.add(fields.field(field));
        }
        String marker = Optional.ofNullable(xml.getMarker()).orElse("");
        return new RecordShape(marker, xml.getMarkerOffset(), rows);
    }
}
