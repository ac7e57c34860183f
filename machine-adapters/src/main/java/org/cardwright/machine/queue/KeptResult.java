package org.cardwright.machine.queue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;

/** What is kept of a result file: what was understood of the columns that were judged. All else, which could be anything, becomes a mark. */
final class KeptResult {

    private static final Pattern REFERENCE = Pattern.compile("(?:[0-9]{7,9}-[0-9]{1,3})?");
    private static final Pattern SEQUENCE = Pattern.compile("[0-9]{0,6}");
    private static final Pattern CODE = Pattern.compile("(?:[A-Za-z]{0,3}-?[0-9]{1,9})?");
    private static final String HIDDEN = "?";
    private static final int MOST_LINES = 20_002;

    private final ResultForm form;
    private final String job;

    KeptResult(ResultForm form, String job) {
        this.form = form;
        this.job = job;
    }

    byte[] of(ByteString content) {
        String text = new String(content.toByteArray(), StandardCharsets.ISO_8859_1);
        StringBuilder kept = new StringBuilder();
        List<String> lines = text.lines().limit(MOST_LINES).toList();
        for (int i = form.header() ? 1 : 0; i < lines.size(); i++) {
            kept.append(row(lines.get(i))).append('\n');
        }
        return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String row(String line) {
        String mark = String.valueOf(form.delimiter());
        String[] cells = line.split(Pattern.quote(mark), -1);
        if (cells.length == 2
                && cells[0].equals(form.end())
                && SEQUENCE.matcher(cells[1]).matches()) {
            return line;
        }
        if (cells.length != form.columns().size()) {
            return HIDDEN;
        }
        List<String> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].strip();
            row.add(isUnderstood(form.columns().get(i), cell) ? cell : HIDDEN);
        }
        return String.join(mark, row);
    }

    private boolean isUnderstood(ResultForm.Column column, String cell) {
        return switch (column) {
            case JOB -> cell.equals(job);
            case SEQUENCE -> SEQUENCE.matcher(cell).matches();
            case REFERENCE -> REFERENCE.matcher(cell).matches();
            case OUTCOME ->
                form.words().ok().contains(cell) || form.words().reject().contains(cell);
            case ERROR, PLASTIC -> CODE.matcher(cell).matches();
            case OTHER -> false;
        };
    }
}
