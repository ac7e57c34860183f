package org.cardwright.machine.language;

import static org.cardwright.machine.language.FileCursor.require;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.machine.language.ReadJob.Card;
import org.cardwright.machine.language.ReadJob.Item;

/** Reads a PIN-mailer form as the printer goes over the paper, then the fields of each mailer. Machine formats B7. */
final class MailerReader {

    private MailerReader() {}

    static ReadJob read(MailerLanguage language, String content) {
        List<String> lines = FileCursor.pieces(content, "\n");
        require(!lines.isEmpty(), "it has no form");
        List<Card> cards = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            FileCursor record = new FileCursor(line);
            record.over("C");
            cards.add(new Card(RecordReader.items("text", RecordReader.split(record.rest(), language.delimiter()))));
        }
        return new ReadJob(form(new FileCursor(lines.get(0))), cards);
    }

    /** A line feed goes down a row, a column goes across, a symbol is printed where the printer stands. */
    private static List<Item> form(FileCursor form) {
        List<Item> items = new ArrayList<>();
        form.over("PA");
        int row = 0;
        while (!form.isAtEnd()) {
            if (form.skips(">L")) {
                row++;
            } else if (form.skips(">F")) {
                items.add(new Item("feed", "behind row " + row, ""));
            } else {
                form.over(">");
                String column = form.next(3);
                require(column.matches("[0-9]{3}"), "no column");
                form.over("^");
                items.add(new Item(form.next(1), "row " + row + " column " + Integer.parseInt(column), ""));
            }
        }
        return items;
    }
}
