package org.cardwright.machine.language;

import static org.cardwright.machine.language.FileCursor.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.machine.language.ReadJob.Card;
import org.cardwright.machine.language.ReadJob.Item;
import org.cardwright.machine.language.XmlElements.Element;

/**
 * Reads machine files as machines do, with every font, place, number and name in them; it shares no code with what writes them. Of a
 * language it knows only which marks and fields to expect.
 *
 * <p>Every refusal is a {@link MachineFileException}.
 */
public final class MachineFileReader {

    private static final Pattern CPX_LINE =
            Pattern.compile(" ([1-9A-F])#FC([0-9]{1,2})#([0-9]{4})((?:\\[[^#\\[\\]]*])?)");
    private static final Pattern XPS_TEXT = Pattern.compile("~EM%([0-9]+);([0-9]+);([0-9]+);(.*)", Pattern.DOTALL);
    private static final Pattern XPS_TRACK = Pattern.compile("~([123])(.*)", Pattern.DOTALL);

    private static final int MANY = Integer.MAX_VALUE;

    private MachineFileReader() {}

    /**
     * What stands in a file.
     *
     * @throws MachineFileException when something is not of that language
     */
    public static ReadJob read(MachineLanguage language, String content) {
        if (language instanceof CpxLanguage cpx) {
            return cpx(cpx, content);
        }
        if (language instanceof XpsLanguage xps) {
            return xps(xps, content);
        }
        if (language instanceof OpenCardLanguage open) {
            return openCard(open, content);
        }
        if (language instanceof LaserLanguage laser) {
            return laser(laser, content);
        }
        return RecordReader.read(language, content);
    }

    private static ReadJob cpx(CpxLanguage language, String content) {
        List<String> records = FileCursor.pieces(content, "\r\n");
        require(!records.isEmpty(), "no format record stands first");
        List<Item> head = cpxFormat(language, new FileCursor(records.get(0)));
        List<Card> cards = new ArrayList<>();
        for (String record : records.subList(1, records.size())) {
            cards.add(cpxCard(language, new FileCursor(record)));
        }
        return new ReadJob(head, cards);
    }

    private static List<Item> cpxFormat(CpxLanguage language, FileCursor record) {
        List<Item> items = new ArrayList<>();
        numbered(language, record, items);
        record.over("#DCL#08");
        for (int i = 0; i < language.style().offsetsUm().size(); i++) {
            items.add(new Item("offset", "", record.next(4)));
        }
        for (Optional<MatchResult> line = record.taken(CPX_LINE); line.isPresent(); line = record.taken(CPX_LINE)) {
            MatchResult found = line.get();
            String where = "font " + found.group(2) + " at " + found.group(3);
            items.add(new Item("line " + found.group(1), where, found.group(4)));
        }
        items.add(ended(record.rest()));
        return items;
    }

    private static Item ended(String mark) {
        return new Item("end", "", mark);
    }

    private static void numbered(CpxLanguage language, FileCursor record, List<Item> items) {
        if (language.style().numbered()) {
            items.add(new Item("number", "", record.next(6)));
        }
    }

    private static Card cpxCard(CpxLanguage language, FileCursor record) {
        List<Item> items = new ArrayList<>();
        numbered(language, record, items);
        record.over("#DCC#");
        if (record.skips("#CMP#")) {
            items.add(new Item("compare", "", record.before('#')));
        }
        if (record.skips("#REP#")) {
            items.add(new Item("repeat", "", record.before('#')));
        }
        if (record.skips("#EMB#")) {
            items.add(new Item("emboss", "", ""));
        }
        for (int line = 1; line <= language.lines().size(); line++) {
            String said = record.until("\"");
            require(said.indexOf('#') < 0, "a mark stands in a line");
            items.add(new Item("text", "line " + line, said));
        }
        if (record.skips("#ENC#")) {
            tracks(language.tracks(), record.before('#'), items);
        }
        items.add(ended(record.rest()));
        return new Card(items);
    }

    /** Tracks one behind the other: each begins with its sentinel, the third one with its mark before that. */
    private static void tracks(Tracks expected, String encoded, List<Item> items) {
        FileCursor cursor = new FileCursor(encoded);
        for (char digit : expected.digits().toCharArray()) {
            if (digit == '3') {
                cursor.over(expected.markOfThird());
            }
            items.add(new Item("track", "" + digit, cursor.until("?") + "?"));
        }
        require(cursor.isAtEnd(), "more tracks than the machine has");
    }

    private static ReadJob xps(XpsLanguage language, String content) {
        List<Card> cards = new ArrayList<>();
        for (String page : FileCursor.pieces(content, language.marks().card())) {
            List<Item> items = new ArrayList<>();
            for (String escape : FileCursor.pieces(page, language.marks().escape())) {
                Matcher text = XPS_TEXT.matcher(escape);
                Matcher track = XPS_TRACK.matcher(escape);
                require(text.matches() || track.matches(), "no escape");
                if (text.matches()) {
                    String where = "font " + text.group(1) + " at " + text.group(2) + "," + text.group(3);
                    items.add(new Item("text", where, text.group(4)));
                } else {
                    items.add(new Item("escape", track.group(1), ""));
                    tracks(new Tracks(track.group(1), language.tracks().markOfThird()), track.group(2), items);
                }
            }
            cards.add(new Card(items));
        }
        return new ReadJob(List.of(), cards);
    }

    private static ReadJob openCard(OpenCardLanguage language, String content) {
        List<Card> cards = new ArrayList<>();
        FileCursor file = new FileCursor(content);
        while (!file.isAtEnd()) {
            file.over("<");
            String card = file.until(">\n");
            require(card.indexOf('<') < 0 && card.indexOf('>') < 0, "no card between angle brackets");
            List<Item> items = new ArrayList<>();
            for (String line : card.split("\n", -1)) {
                if (line.startsWith("\"")) {
                    tracks(language.tracks(), line.substring(1), items);
                } else if (line.startsWith("@")) {
                    items.add(new Item("mark", line, ""));
                } else {
                    items.add(new Item("text", "", line));
                }
            }
            cards.add(new Card(items));
        }
        return new ReadJob(List.of(), cards);
    }

    /** In a file each card has an element of its own; in a stream it ends with the last command behind its marking. */
    private static ReadJob laser(LaserLanguage language, String content) {
        boolean stream = language.document().root().isEmpty();
        List<Element> elements = stream ? XmlElements.of(content) : XmlElements.ofDocument(content);
        List<Item> head = new ArrayList<>();
        List<List<Item>> cards = new ArrayList<>();
        int left = 0;
        for (Element element : elements) {
            boolean loads = element.tag().equals(language.document().root())
                    || element.name().equals("loaddocument");
            boolean before = loads && cards.isEmpty();
            if (!before && (stream ? left == 0 : element.tag().equals("card"))) {
                cards.add(new ArrayList<>());
                left = MANY;
            }
            require(before || !cards.isEmpty(), "a command stands before the first card");
            (before ? head : cards.get(cards.size() - 1)).add(item(element));
            boolean marks = element.name().equals("marklayout");
            left = marks ? language.moves().good().size() : left == MANY ? MANY : Math.max(left - 1, 0);
        }
        require(!stream || left == 0, "texts are never marked");
        return new ReadJob(head, cards.stream().map(Card::new).toList());
    }

    private static Item item(Element element) {
        Map<String, String> places = new TreeMap<>(element.attributes());
        String said = places.getOrDefault("Text", "");
        places.remove("Text");
        return new Item(element.tag(), element.depth() + " " + places, said);
    }
}
