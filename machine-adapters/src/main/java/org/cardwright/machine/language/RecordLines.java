package org.cardwright.machine.language;

import static org.cardwright.machine.language.MachineFileReader.pieces;
import static org.cardwright.machine.language.MachineFileReader.require;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.machine.language.MachineFileReader.ReadCard;

/** Reads what has one line for each card: fixed columns, delimited fields, fields of a form. */
final class RecordLines {

    private RecordLines() {}

    static List<ReadCard> read(MachineLanguage language, String content) {
        if (language instanceof FixedLanguage fixed) {
            return pieces(content, fixed.end()).stream()
                    .map(line -> columns(fixed, line))
                    .toList();
        }
        if (language instanceof DelimitedLanguage delimited) {
            return delimited(delimited, content);
        }
        if (language instanceof MailerLanguage mailer) {
            return mailer(mailer, content);
        }
        throw new IllegalStateException("a language without a reader");
    }

    private static ReadCard columns(FixedLanguage language, String line) {
        List<String> columns = new ArrayList<>();
        int at = 0;
        for (PlacedText text : language.texts()) {
            int end = at + text.width().most();
            require(end <= line.length(), "a record is too short");
            columns.add(line.substring(at, end));
            at = end;
        }
        require(at == line.length(), "a record is too long");
        return new ReadCard(columns, List.of());
    }

    private static List<ReadCard> delimited(DelimitedLanguage language, String content) {
        List<ReadCard> cards = new ArrayList<>();
        boolean heading = language.headed();
        for (String line : pieces(content, language.marks().end())) {
            List<String> fields = language.marks().quoted()
                    ? quoted(line, language.marks().delimiter())
                    : split(line, language.marks().delimiter());
            require(fields.size() == language.texts().size(), "a line has another number of fields");
            if (!heading) {
                cards.add(new ReadCard(fields, List.of()));
            }
            heading = false;
        }
        require(!heading, "it has no heading");
        return cards;
    }

    /** RFC 4180, 2: a quotation mark inside a field stands twice. */
    private static List<String> quoted(String line, char delimiter) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean inside = false;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            boolean twice = inside && c == '"' && line.startsWith("\"\"", at);
            if (twice) {
                field.append('"');
                at++;
            } else if (c == '"') {
                inside = !inside;
            } else if (!inside && c == delimiter) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                require(inside, "something stands between two fields");
                field.append(c);
            }
        }
        require(!inside, "a quoted field has no end");
        fields.add(field.toString());
        return fields;
    }

    private static List<String> split(String line, char delimiter) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        for (int end = line.indexOf(delimiter); end >= 0; end = line.indexOf(delimiter, at)) {
            fields.add(line.substring(at, end));
            at = end + 1;
        }
        fields.add(line.substring(at));
        return fields;
    }

    private static List<ReadCard> mailer(MailerLanguage language, String content) {
        List<String> lines = pieces(content, "\n");
        require(!lines.isEmpty() && lines.get(0).startsWith("PA>L"), "it has no form");
        List<ReadCard> cards = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            require(line.startsWith("C"), "no document type C");
            List<String> fields = split(line.substring(1), language.delimiter());
            require(fields.size() == language.blanks().size(), "a mailer has another number of fields");
            cards.add(new ReadCard(fields, List.of()));
        }
        return cards;
    }
}
