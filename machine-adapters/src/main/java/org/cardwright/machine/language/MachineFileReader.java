package org.cardwright.machine.language;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cardwright.formats.xml.StrictXml;

/**
 * Reads machine files as machines do; it shares no code with what writes them.
 *
 * <p>Every refusal is a {@link MachineFileException}.
 */
public final class MachineFileReader {

    private static final Pattern CPX_CARD = Pattern.compile(
            "(?:[0-9]{6})?#DCC#(?:#CMP#[^#]*)?(?:#EMB#)?((?:[^\"#]*\")*)(?:#ENC#([^#]*))?#END#@+", Pattern.DOTALL);
    private static final Pattern TRACK = Pattern.compile("_?[%;][^?]*\\?");
    private static final Pattern OPEN_CARD = Pattern.compile("<([^<>]*)>\n");
    private static final Pattern XPS_TEXT = Pattern.compile("~EM%[0-9]+;[0-9]+;[0-9]+;(.*)", Pattern.DOTALL);
    private static final Pattern XPS_TRACK = Pattern.compile("~[123](_?[%;].*\\?)", Pattern.DOTALL);

    private MachineFileReader() {}

    /**
     * A card as the machine reads it.
     *
     * @param texts on the plastic, in order
     * @param tracks on the stripe, in order
     */
    public record ReadCard(List<String> texts, List<String> tracks) {

        /** Copies the lists. */
        public ReadCard {
            texts = List.copyOf(texts);
            tracks = List.copyOf(tracks);
        }

        /** How much, not what. */
        @Override
        public String toString() {
            return "ReadCard(" + texts.size() + " texts, " + tracks.size() + " tracks)";
        }
    }

    /**
     * The cards of a file, in order.
     *
     * @throws MachineFileException when something is no card of that language
     */
    public static List<ReadCard> read(MachineLanguage language, String content) {
        if (language instanceof CpxLanguage cpx) {
            return cpx(cpx, content);
        }
        if (language instanceof XpsLanguage xps) {
            return xps(xps, content);
        }
        if (language instanceof OpenCardLanguage) {
            return openCard(content);
        }
        if (language instanceof LaserLanguage laser) {
            return laser(laser, content);
        }
        return RecordLines.read(language, content);
    }

    private static List<ReadCard> cpx(CpxLanguage language, String content) {
        List<ReadCard> cards = new ArrayList<>();
        for (String record : pieces(content, "\r\n")) {
            boolean format = cards.isEmpty() && record.contains("#DCL#");
            if (!format) {
                Matcher card = CPX_CARD.matcher(record);
                require(card.matches(), "no record of a card");
                String lines = card.group(1);
                List<String> texts = lines.isEmpty() ? List.of() : pieces(lines, "\"");
                require(texts.size() == language.texts().size(), "a record has another number of lines");
                cards.add(new ReadCard(texts, tracks(card.group(2) == null ? "" : card.group(2))));
            }
        }
        return cards;
    }

    private static List<String> tracks(String encoded) {
        List<String> tracks = new ArrayList<>();
        Matcher track = TRACK.matcher(encoded);
        int at = 0;
        while (track.find() && track.start() == at) {
            tracks.add(track.group());
            at = track.end();
        }
        require(at == encoded.length(), "no track");
        return tracks;
    }

    private static List<ReadCard> xps(XpsLanguage language, String content) {
        List<ReadCard> cards = new ArrayList<>();
        for (String page : pieces(content, language.marks().card())) {
            List<String> texts = new ArrayList<>();
            List<String> tracks = new ArrayList<>();
            for (String escape : pieces(page, language.marks().escape())) {
                Matcher text = XPS_TEXT.matcher(escape);
                Matcher track = XPS_TRACK.matcher(escape);
                require(text.matches() || track.matches(), "no escape");
                if (text.matches()) {
                    texts.add(text.group(1));
                } else {
                    tracks.add(track.group(1));
                }
            }
            cards.add(new ReadCard(texts, tracks));
        }
        return cards;
    }

    private static List<ReadCard> openCard(String content) {
        List<ReadCard> cards = new ArrayList<>();
        Matcher card = OPEN_CARD.matcher(content);
        int at = 0;
        while (card.find() && card.start() == at) {
            List<String> texts = new ArrayList<>();
            List<String> tracks = new ArrayList<>();
            for (String line : card.group(1).split("\n", -1)) {
                if (line.startsWith("\"")) {
                    tracks.addAll(tracks(line.substring(1)));
                } else if (!line.startsWith("@G") && !line.startsWith("@C")) {
                    texts.add(line);
                }
            }
            cards.add(new ReadCard(texts, tracks));
            at = card.end();
        }
        require(at == content.length(), "no card between angle brackets");
        return cards;
    }

    private static List<ReadCard> laser(LaserLanguage language, String content) {
        List<ReadCard> cards = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        // a stream of commands has no root
        String document = language.document().root().isEmpty() ? "<stream>" + content + "</stream>" : content;
        try {
            XMLStreamReader reader = StrictXml.inputFactory().createXMLStreamReader(new StringReader(document));
            while (reader.hasNext()) {
                boolean begins = reader.next() == XMLStreamConstants.START_ELEMENT;
                String name = begins ? reader.getLocalName() : "";
                if (name.equals("entity")) {
                    texts.add(reader.getAttributeValue(null, "Text"));
                }
                if (name.equals("command") && "marklayout".equals(reader.getAttributeValue(null, "name"))) {
                    cards.add(new ReadCard(texts, List.of()));
                    texts.clear();
                }
            }
            reader.close();
        } catch (XMLStreamException malformed) {
            throw new MachineFileException("it is no XML");
        }
        require(texts.isEmpty(), "texts are never marked");
        return cards;
    }

    /** What stands before each mark; nothing may stand behind the last one. */
    static List<String> pieces(String content, String mark) {
        List<String> pieces = new ArrayList<>();
        int at = 0;
        for (int end = content.indexOf(mark); end >= 0; end = content.indexOf(mark, at)) {
            pieces.add(content.substring(at, end));
            at = end + mark.length();
        }
        require(at == content.length(), "it ends in the middle of a record");
        return pieces;
    }

    static void require(boolean holds, String detail) {
        if (!holds) {
            throw new MachineFileException(detail);
        }
    }
}
