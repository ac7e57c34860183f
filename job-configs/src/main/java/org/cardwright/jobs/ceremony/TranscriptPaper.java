package org.cardwright.jobs.ceremony;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.paper.Pdf;
import org.cardwright.jobs.paper.Pdf.Style;

/** A transcript to be signed by hand: every step on paper, and the signature of the file beside which it lies. */
final class TranscriptPaper {

    private static final double LEFT = 56;
    private static final double TOP = 780;
    private static final double STEP = 15;
    private static final double BOTTOM = 60;
    private static final int COLUMNS = 95;

    private TranscriptPaper() {}

    static byte[] of(Transcript transcript, ByteString publicKey, ByteString signature) {
        Transcript.Head head = transcript.head();
        List<String> lines = new ArrayList<>();
        lines.add("For: " + head.purpose());
        for (Transcript.Step step : transcript.steps()) {
            lines.add(step.at() + "  " + step.who() + "  " + step.did());
        }
        lines.add("");
        lines.add("Public key " + publicKey.toHex());
        lines.add("Signature of the file (Ed25519) " + signature.toHex());
        lines.add("");
        transcript.steps().stream()
                .map(Transcript.Step::who)
                .distinct()
                .forEach(who -> lines.add("Signed by " + who + ": ........................................"));
        lines.add("Witness: ........................................");
        try (Pdf pdf = new Pdf()) {
            double y = 0;
            for (String line : wrapped(lines)) {
                if (y < BOTTOM) {
                    pdf.page();
                    String mark = head.rehearsal() ? "REHEARSAL - " : "";
                    pdf.text(Style.HEADING, LEFT, TOP, mark + head.title());
                    y = TOP - 2 * STEP;
                }
                pdf.text(Style.PLAIN, LEFT, y, line);
                y -= STEP;
            }
            return pdf.toBytes();
        }
    }

    private static List<String> wrapped(List<String> lines) {
        List<String> wrapped = new ArrayList<>();
        for (String line : lines) {
            int from = 0;
            while (line.length() - from > COLUMNS) {
                wrapped.add(line.substring(from, from + COLUMNS));
                from += COLUMNS;
            }
            wrapped.add(line.substring(from));
        }
        return wrapped;
    }
}
