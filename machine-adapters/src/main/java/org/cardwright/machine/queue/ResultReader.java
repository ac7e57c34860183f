package org.cardwright.machine.queue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.queue.ResultForm.Column;

/**
 * Reads the file in which a machine answers. A file without its last line, which counts the rows, is torn: it may grow still.
 *
 * <p>What a row should not hold, such as letters for a sequence, makes the row foreign, never the file wrong: the card of that row then has
 * no answer.
 */
final class ResultReader {

    private static final int MAX_ROWS = 20_000;

    private final ResultForm form;
    private final String job;
    private final List<CardAnswer> answers = new ArrayList<>();
    private int foreign;

    private ResultReader(ResultForm form, String job) {
        this.form = form;
        this.job = job;
    }

    /**
     * What a file says.
     *
     * @param answers rows of this job
     * @param foreign rows that cannot be read, or are of another job
     */
    record Result(List<CardAnswer> answers, int foreign) {

        Result {
            answers = List.copyOf(answers);
        }
    }

    /** The rows; nothing of a torn file. */
    static Optional<Result> read(ResultForm form, String job, ByteString content) {
        String text = new String(content.toByteArray(), StandardCharsets.ISO_8859_1);
        List<String> lines = text.lines().limit(MAX_ROWS + 2L).toList();
        int first = form.header() ? 1 : 0;
        int last = lines.size() - 1;
        boolean ends = text.endsWith("\n") && last >= first && lines.get(last).startsWith(form.end());
        if (!ends || !counts(form, lines.get(last), last - first)) {
            return Optional.empty();
        }
        ResultReader reader = new ResultReader(form, job);
        lines.subList(first, last).forEach(reader::row);
        return Optional.of(new Result(reader.answers, reader.foreign));
    }

    private static boolean counts(ResultForm form, String line, int rows) {
        return line.equals(form.end() + form.delimiter() + rows);
    }

    private void row(String line) {
        List<String> cells = List.of(line.split(java.util.regex.Pattern.quote("" + form.delimiter()), -1));
        String sequence = cells.size() == form.columns().size() ? cell(cells, Column.SEQUENCE, "0") : "";
        boolean ours =
                sequence.matches("[0-9]{1,6}") && cell(cells, Column.JOB, job).equals(job);
        if (!ours) {
            foreign++;
            return;
        }
        String error = cell(cells, Column.ERROR, "");
        String plastic = cell(cells, Column.PLASTIC, "");
        String reference = cell(cells, Column.REFERENCE, "");
        if (!CardAnswer.isSafe(error, plastic) || !reference.matches("[A-Za-z0-9-]{0,32}")) {
            foreign++;
            return;
        }
        CardAnswer.Outcome outcome = form.words().of(cell(cells, Column.OUTCOME, ""));
        answers.add(new CardAnswer(Integer.parseInt(sequence), reference, outcome, error, plastic));
    }

    private String cell(List<String> cells, Column column, String otherwise) {
        int at = form.columns().indexOf(column);
        return at < 0 ? otherwise : cells.get(at).strip();
    }
}
