package org.cardwright.perso.show;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PanMask;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.json.JsonWriter;

/**
 * A personalization record in plain words, tag by tag, with PANs masked and secrets left closed.
 *
 * <p>EMV CPS, personalization record; EMV 4.4 Book 3, annex A.
 */
public final class RecordExplanation {

    private final int number;
    private final int bytes;
    private final CpsRecord record;
    private final List<ExplainedApplication> applications;
    private final PanScrubber scrubber;

    private RecordExplanation(int number, int bytes, CpsRecord record, Masks masks) {
        this.number = number;
        this.bytes = bytes;
        this.record = record;
        ElementExplainer explainer = new ElementExplainer(masks);
        this.applications = record.applications().stream()
                .map(application -> ExplainedApplication.of(application, explainer))
                .toList();
        this.scrubber = PanScrubber.of(record, masks);
    }

    /**
     * Explains one record.
     *
     * @param number of the record in its file, from 1
     * @param pans how the issuer of the card wants PANs shown
     * @throws org.cardwright.perso.MalformedRecordException when it is not one whole record
     */
    public static RecordExplanation of(int number, ByteString chipRecord, PanMask pans) {
        return new RecordExplanation(number, chipRecord.size(), CpsRecordCodec.decode(chipRecord), new Masks(pans));
    }

    /** One line per fact, indented by depth. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("Record " + number + " (" + bytes + " bytes)");
        lines.add("  module " + (record.header().present() ? record.header().mic() : "without header") + ", layout "
                + record.vnl() + ", status " + record.status());
        if (!record.crn().isEmpty()) {
            lines.add("  card reference " + record.crn().toHex());
        }
        applications.forEach(application -> addText(lines, application));
        return lines.stream().map(scrubber::scrub).toList();
    }

    private static void addText(List<String> lines, ExplainedApplication application) {
        lines.add("  Application " + application.aid() + " (" + application.name() + "), owner " + application.owner());
        application.transportKeys().forEach(key -> lines.add("    transport key " + key));
        application.steps().forEach(step -> lines.add("    step: " + step));
        for (ExplainedGrouping grouping : application.groupings()) {
            String secret = grouping.isSecret() ? ", secret under " + grouping.transportKey() : "";
            String value = grouping.value().isEmpty() ? "" : ": " + grouping.value();
            lines.add("    DGI " + grouping.id() + " " + grouping.meaning() + ", " + grouping.bytes() + " bytes"
                    + secret + value);
            grouping.elements().forEach(element -> addText(lines, element, 3));
        }
    }

    /** The depth is that of the templates, which the TLV reader has bounded. */
    private static void addText(List<String> lines, ExplainedElement element, int depth) {
        String indent = "  ".repeat(depth);
        String value = element.children().isEmpty() ? ": " + element.value() : "";
        lines.add(indent + element.tag() + " " + element.name() + value);
        element.details().forEach(detail -> lines.add(indent + "  - " + detail));
        element.children().forEach(child -> addText(lines, child, depth + 1));
    }

    /** The same facts as a JSON object. */
    public String json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            json(JsonWriter.inGivenOrder(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return scrubber.scrub(bytes.toString(StandardCharsets.UTF_8));
    }

    private void json(JsonWriter out) throws IOException {
        out.beginObject().member("record", number).member("bytes", bytes);
        out.member("module", record.header().mic()).member("layout", record.vnl());
        out.member("status", record.status()).member("card_reference", record.crn());
        out.name("applications").beginArray();
        for (ExplainedApplication application : applications) {
            write(out, application);
        }
        out.endArray().endObject();
    }

    private static void write(JsonWriter out, ExplainedApplication application) throws IOException {
        out.beginObject().member("aid", application.aid()).member("name", application.name());
        out.member("owner", application.owner());
        write(out.name("transport_keys"), application.transportKeys());
        write(out.name("steps"), application.steps());
        out.name("dgis").beginArray();
        for (ExplainedGrouping grouping : application.groupings()) {
            out.beginObject().member("dgi", grouping.id()).member("meaning", grouping.meaning());
            out.member("bytes", grouping.bytes()).name("secret").value(grouping.isSecret());
            out.member("transport_key", grouping.transportKey()).member("value", grouping.value());
            writeElements(out, grouping.elements());
            out.endObject();
        }
        out.endArray().endObject();
    }

    private static void writeElements(JsonWriter out, List<ExplainedElement> elements) throws IOException {
        out.name("elements").beginArray();
        for (ExplainedElement element : elements) {
            out.beginObject().member("tag", element.tag()).member("name", element.name());
            out.member("value", element.value());
            write(out.name("details"), element.details());
            writeElements(out, element.children());
            out.endObject();
        }
        out.endArray();
    }

    private static void write(JsonWriter out, List<String> texts) throws IOException {
        out.beginArray();
        for (String text : texts) {
            out.value(text);
        }
        out.endArray();
    }
}
