package org.cardwright.formats.issuer;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharsetDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.RejectReason;

/**
 * Splits lines of delimited text, RFC 4180 with other delimiters.
 *
 * <p>Each line is parsed alone: a quote that is never closed spoils its own record and cannot swallow the next ones.
 */
final class DelimitedParser implements FrameParser {

    private static final int MAX_COLUMNS = 256;

    private final FileForm.Delimited form;
    private final Set<String> wanted = new HashSet<>();
    private final CSVFormat format;
    private final CharsetDecoder decoder;
    private Map<String, Integer> numbers = Map.of();
    private ByteString names = ByteString.EMPTY;

    DelimitedParser(FileForm.Delimited form, List<LayoutField> fields) {
        this.form = form;
        this.decoder = Texts.strictDecoder(form.text().charset());
        this.format = CSVFormat.Builder.create()
                .setDelimiter(form.delimiter())
                .setQuote(form.quote().orElse(null))
                .setRecordSeparator("\n")
                .setIgnoreEmptyLines(false)
                .get();
        for (LayoutField field : fields) {
            if (field.place() instanceof FieldPlace.Column column && column.number() == 0) {
                wanted.add(column.name());
            }
        }
    }

    @Override
    public RawRecord parse(ByteString frame) {
        Optional<String> line = decode(frame);
        if (line.isEmpty()) {
            return new RawRecord.Broken(RejectReason.NOT_IN_CHARSET);
        }
        return split(line.get())
                .<RawRecord>map(columns -> new ColumnRecord(columns, numbers))
                .orElse(new RawRecord.Broken(RejectReason.RECORD_MALFORMED));
    }

    private Optional<String> decode(ByteString frame) {
        return Texts.decode(frame, decoder);
    }

    private Optional<List<String>> split(String line) {
        if (line.isEmpty()) {
            return Optional.of(List.of(""));
        }
        return isPlain(line) ? plain(line) : quoted(line);
    }

    /** True when nothing in the line has a meaning but its delimiters. */
    private boolean isPlain(String line) {
        return form.quote().map(quote -> line.indexOf(quote) < 0).orElse(true)
                && line.indexOf('\r') < 0
                && line.indexOf('\n') < 0;
    }

    /** Most lines have no quotes; for these no parser with its buffers is needed. */
    private Optional<List<String>> plain(String line) {
        List<String> columns = new ArrayList<>();
        int from = 0;
        for (int to = line.indexOf(form.delimiter()); to >= 0; to = line.indexOf(form.delimiter(), from)) {
            columns.add(line.substring(from, to));
            from = to + 1;
        }
        columns.add(line.substring(from));
        return columns.size() <= MAX_COLUMNS ? Optional.of(columns) : Optional.empty();
    }

    /** The parser's own exceptions quote the line and are dropped. */
    private Optional<List<String>> quoted(String line) {
        try (CSVParser parser = CSVParser.parse(new StringReader(line), format)) {
            List<CSVRecord> records = parser.getRecords();
            boolean one = records.size() == 1 && records.get(0).size() <= MAX_COLUMNS;
            return one ? Optional.of(records.get(0).toList()) : Optional.empty();
        } catch (IOException | UncheckedIOException notDelimitedText) {
            return Optional.empty();
        }
    }

    @Override
    public boolean expectsNames() {
        return form.columnNames();
    }

    @Override
    public boolean acceptNames(ByteString frame) {
        Optional<List<String>> found = decode(frame).flatMap(this::split);
        if (found.isEmpty()) {
            return false;
        }
        Map<String, Integer> byName = new HashMap<>();
        for (String name : found.get()) {
            if (byName.put(name, byName.size()) != null) {
                return false;
            }
        }
        boolean complete = byName.keySet().containsAll(wanted);
        numbers = Map.copyOf(byName);
        names = frame;
        return complete && (form.unknownColumnsIgnored() || byName.size() == wanted.size());
    }

    @Override
    public Predicate<ByteString> namesAgain() {
        return form.columnNames() ? names::equals : frame -> false;
    }

    @Override
    public int columns() {
        return form.columnNames() ? numbers.size() : form.columns();
    }
}
