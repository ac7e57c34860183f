package org.cardwright.perso.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.cardwright.formats.card.PanMask;

/**
 * The list of orders that were not made: {@code record,order,field,rule,reason}, UTF-8, one line each.
 *
 * <p>RFC 4180 quoting. A cell that a spreadsheet would take for a formula gets an apostrophe in front (CWE-1236), and a card
 * number in it that nobody masked before is masked to its first six and last four digits; an order id that is only long stays readable.
 */
public final class RejectsFile {

    /** Name inside the batch directory. */
    public static final String NAME = "rejects.csv";

    private static final String HEADER = "record,order,field,rule,reason\n";

    /** A reason is our own text; digits inside the name of a batch stay, so that it can be found again. */
    private static final Pattern BATCH = Pattern.compile("batch [0-9a-f]{16}(?![0-9a-f])");

    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private RejectsFile() {}

    /**
     * One rejected order.
     *
     * @param recordNumber place in the issuer's file, from 1
     * @param orderReference the issuer's name of the order, empty when it could not be read
     * @param field name of the field, empty for the whole record
     * @param ruleId stable id of the rule
     * @param reason why, in plain words without content
     */
    public record Row(int recordNumber, String orderReference, String field, String ruleId, String reason) {

        /** The same with its card numbers as the issuer wants them shown; the name of a batch in the reason stays. */
        public Row shownBy(PanMask pans) {
            return new Row(
                    recordNumber,
                    pans.maskIn(orderReference),
                    pans.maskIn(field),
                    ruleId,
                    RejectsFile.reason(reason, pans));
        }
    }

    /** Writes the file; all rows, forced. */
    public static int write(Path file, Iterator<Row> rows) throws IOException {
        int count = 0;
        try (FileChannel channel = OwnerOnlyFiles.openForWriting(file)) {
            channel.truncate(0);
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            out.write(HEADER.getBytes(StandardCharsets.UTF_8));
            while (rows.hasNext()) {
                out.write(line(rows.next()).getBytes(StandardCharsets.UTF_8));
                count++;
            }
            out.flush();
            channel.force(true);
        }
        return count;
    }

    static String line(Row row) {
        return row.recordNumber() + "," + cell(row.orderReference()) + "," + cell(row.field()) + ","
                + cell(row.ruleId()) + "," + safe(reason(row.reason(), PanMask.STANDARD)) + "\n";
    }

    private static String cell(String text) {
        return safe(PanMask.STANDARD.maskIn(text));
    }

    private static String reason(String text, PanMask pans) {
        StringBuilder masked = new StringBuilder();
        int from = 0;
        for (MatchResult batch : BATCH.matcher(text).results().toList()) {
            masked.append(pans.maskIn(text.substring(from, batch.start())));
            masked.append(batch.group());
            from = batch.end();
        }
        return masked.append(pans.maskIn(text.substring(from))).toString();
    }

    private static String safe(String masked) {
        boolean formula = !masked.isEmpty() && FORMULA_STARTS.indexOf(masked.charAt(0)) >= 0;
        String safe = formula ? "'" + masked : masked;
        boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quote ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
