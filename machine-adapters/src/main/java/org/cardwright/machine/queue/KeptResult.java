package org.cardwright.machine.queue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;

/** What is kept of a result file: the columns that were judged, and nothing in them that could be a card number or a name. */
final class KeptResult {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{0,64}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{13}");
    private static final String HIDDEN = "?";
    private static final int MOST_LINES = 20_002;

    private KeptResult() {}

    static byte[] of(ResultForm form, ByteString content) {
        String text = new String(content.toByteArray(), StandardCharsets.ISO_8859_1);
        StringBuilder kept = new StringBuilder();
        List<String> lines = text.lines().limit(MOST_LINES).toList();
        for (int i = form.header() ? 1 : 0; i < lines.size(); i++) {
            kept.append(row(form, lines.get(i))).append('\n');
        }
        return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String row(ResultForm form, String line) {
        String mark = String.valueOf(form.delimiter());
        String[] cells = line.split(Pattern.quote(mark), -1);
        boolean end = cells.length == 2 && cells[0].equals(form.end());
        if (!end && cells.length != form.columns().size()) {
            return HIDDEN;
        }
        List<String> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            boolean judged = end || form.columns().get(i) != ResultForm.Column.OTHER;
            row.add(judged && isSafe(cells[i].strip()) ? cells[i].strip() : HIDDEN);
        }
        return String.join(mark, row);
    }

    private static boolean isSafe(String cell) {
        return CODE.matcher(cell).matches()
                && !NUMBER.matcher(cell.replaceAll("[_-]", "")).find();
    }
}
