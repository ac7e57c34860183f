package org.cardwright.machine.language;

import static org.cardwright.machine.language.FileCursor.pieces;
import static org.cardwright.machine.language.FileCursor.require;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.machine.language.ReadJob.Card;
import org.cardwright.machine.language.ReadJob.Item;

/** Reads what has one line for each card: fixed columns, delimited fields, fields of a form. */
final class RecordReader {

    private RecordReader() {}

    static ReadJob read(MachineLanguage language, String content) {
        if (language instanceof FixedLanguage fixed) {
            List<Card> cards = pieces(content, fixed.end()).stream()
                    .map(line -> columns(fixed, line))
                    .toList();
            return new ReadJob(List.of(), cards);
        }
        if (language instanceof DelimitedLanguage delimited) {
            return delimited(delimited, content);
        }
        if (language instanceof MailerLanguage mailer) {
            return MailerReader.read(mailer, content);
        }
        throw new IllegalStateException("a language without a reader");
    }

    private static Card columns(FixedLanguage language, String line) {
        FileCursor record = new FileCursor(line);
        List<Item> items = new ArrayList<>();
        for (PlacedText text : language.texts()) {
            items.add(new Item("text", text.name(), record.next(text.width().most())));
        }
        require(record.isAtEnd(), "a record is too long");
        return new Card(items);
    }

    /** Fields have the names of the heading, or their numbers where there is none. */
    private static ReadJob delimited(DelimitedLanguage language, String content) {
        List<List<String>> lines = new ArrayList<>();
        for (String line : pieces(content, language.marks().end())) {
            lines.add(
                    language.marks().quoted()
                            ? quoted(line, language.marks().delimiter())
                            : split(line, language.marks().delimiter()));
        }
        require(!language.headed() || !lines.isEmpty(), "it has no heading");
        List<Item> head = language.headed() ? items("heading", lines.remove(0)) : List.of();
        return new ReadJob(
                head,
                lines.stream().map(fields -> new Card(items("text", fields))).toList());
    }

    static List<Item> items(String what, List<String> fields) {
        List<Item> items = new ArrayList<>();
        for (String field : fields) {
            items.add(new Item(what, "field " + (items.size() + 1), field));
        }
        return items;
    }

    /** RFC 4180, 2: a quotation mark inside a field stands twice. */
    private static List<String> quoted(String line, char delimiter) {
        FileCursor record = new FileCursor(line);
        List<String> fields = new ArrayList<>();
        do {
            record.over("\"");
            StringBuilder field = new StringBuilder(record.until("\""));
            while (record.skips("\"")) {
                field.append('"').append(record.until("\""));
            }
            fields.add(field.toString());
        } while (record.skips(String.valueOf(delimiter)));
        require(record.isAtEnd(), "something stands between two fields");
        return fields;
    }

    static List<String> split(String line, char delimiter) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        for (int end = line.indexOf(delimiter); end >= 0; end = line.indexOf(delimiter, at)) {
            fields.add(line.substring(at, end));
            at = end + 1;
        }
        fields.add(line.substring(at));
        return fields;
    }
}
