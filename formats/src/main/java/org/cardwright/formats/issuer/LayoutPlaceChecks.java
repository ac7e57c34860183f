package org.cardwright.formats.issuer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.issuer.layout.XmlEnvelope;
import org.cardwright.formats.issuer.layout.XmlLayout;
import org.cardwright.formats.issuer.layout.XmlValue;
import org.jspecify.annotations.Nullable;

/** Checks that the places of a layout fit its form of file and one another. */
final class LayoutPlaceChecks {

    private final LayoutLines lines;
    private final IssuerLayout layout;

    LayoutPlaceChecks(LayoutLines lines, IssuerLayout layout) {
        this.lines = lines;
        this.layout = layout;
    }

    void check(XmlLayout xml) throws MalformedFileException {
        FileForm form = layout.form();
        checkMarkers(xml);
        List<Placed> fields = new ArrayList<>();
        for (int i = 0; i < layout.record().fields().size(); i++) {
            LayoutField field = layout.record().fields().get(i);
            fields.add(new Placed(xml.getRecord().getField().get(i), field.place(), field.shape()));
        }
        if (form instanceof FileForm.Delimited delimited) {
            checkDelimited(xml, delimited, fields);
        }
        if (form instanceof FileForm.Fixed fixed) {
            checkFixed(fixed, fields);
            checkFixed(fixed, placed(xml.getHeader(), layout.header()));
            checkFixed(fixed, placed(xml.getTrailer(), layout.trailer()));
        }
        boolean octetsPossible = form instanceof FileForm.Fixed fixed && !fixed.lines();
        fields.addAll(placed(xml.getHeader(), layout.header()));
        fields.addAll(placed(xml.getTrailer(), layout.trailer()));
        for (Placed each : fields) {
            boolean characters = each.shape().encoding() == ValueShape.Encoding.CHARACTERS
                    && each.shape().type() != ValueShape.Type.BYTES;
            lines.require(
                    characters || octetsPossible,
                    each.row(),
                    "packed, zoned and raw bytes stand in fixed records without line ends only");
        }
    }

    private void checkMarkers(XmlLayout xml) throws MalformedFileException {
        boolean framed = !(layout.form() instanceof FileForm.Xml || layout.form() instanceof FileForm.Json);
        boolean embosser = layout.form() instanceof FileForm.Embosser;
        List<String> markers = new ArrayList<>();
        for (Optional<XmlEnvelope> part :
                List.of(Optional.ofNullable(xml.getHeader()), Optional.ofNullable(xml.getTrailer()))) {
            if (part.isPresent()) {
                XmlEnvelope envelope = part.get();
                lines.require(!embosser, envelope, "an embosser file has neither header nor trailer");
                boolean marked = envelope.getMarker() != null;
                lines.require(
                        marked == framed, envelope, "header and trailer records, and only records, have a marker");
                markers.add(Optional.ofNullable(envelope.getMarker()).orElse(""));
            }
        }
        markers.add(layout.record().marker());
        markers.removeIf(String::isEmpty);
        for (String one : markers) {
            long alike = markers.stream().filter(other -> other.startsWith(one)).count();
            lines.require(alike == 1, xml.getRecord(), "no marker may begin with another");
        }
    }

    private void checkDelimited(XmlLayout xml, FileForm.Delimited form, List<Placed> fields)
            throws MalformedFileException {
        String forbidden = "\r\n" + form.quote().map(String::valueOf).orElse("");
        boolean usable = forbidden.indexOf(form.delimiter()) < 0;
        lines.require(usable, xml.getDelimited(), "the delimiter is a line end or the quote");
        lines.require(
                form.columnNames() == (form.columns() == 0),
                xml.getDelimited(),
                "either a line names the columns or the layout numbers them");
        for (Placed each : fields) {
            if (each.place() instanceof FieldPlace.Column column) {
                boolean named = column.number() == 0;
                lines.require(named == form.columnNames(), each.row(), "columns are named or numbered, not both");
                lines.require(column.number() <= form.columns(), each.row(), "there are fewer columns");
            }
        }
        checkColumns(xml.getHeader(), layout.header());
        checkColumns(xml.getTrailer(), layout.trailer());
    }

    private void checkColumns(@Nullable XmlEnvelope xml, Envelope envelope) throws MalformedFileException {
        if (xml == null) {
            return;
        }
        lines.require(envelope.columns() > 0, xml, "a header or trailer of delimited text has a number of columns");
        for (Placed each : placed(xml, envelope)) {
            boolean numbered = each.place() instanceof FieldPlace.Column column
                    && column.number() >= 1
                    && column.number() <= envelope.columns();
            lines.require(numbered, each.row(), "a control value stands in a numbered column of its record");
        }
    }

    /** Inside the record, and no byte used twice: an offset that is off by one is the usual mistake. */
    private void checkFixed(FileForm.Fixed form, List<Placed> values) throws MalformedFileException {
        boolean[] used = new boolean[form.recordBytes()];
        for (Placed each : values) {
            if (each.place() instanceof FieldPlace.Slice slice) {
                boolean inside = slice.offset() + slice.length() <= form.recordBytes();
                lines.require(inside, each.row(), "the value reaches beyond the record");
                for (int i = slice.offset(); i < slice.offset() + slice.length(); i++) {
                    lines.require(!used[i], each.row(), "the value overlaps another");
                    used[i] = true;
                }
            }
        }
    }

    private static List<Placed> placed(@Nullable XmlEnvelope xml, Envelope envelope) {
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; xml != null && i < envelope.controls().size(); i++) {
            ControlField control = envelope.controls().get(i);
            placed.add(new Placed(xml.getControl().get(i), control.place(), control.shape()));
        }
        return placed;
    }

    /** A row of the layout with what became of it. */
    private record Placed(XmlValue row, FieldPlace place, ValueShape shape) {}
}
