package org.cardwright.machine.language;

import java.util.ArrayList;
import java.util.List;

/**
 * The OpenCard data stream of card printers: one card between angle brackets, one text in a line.
 *
 * <p>Source: machine formats B3 (a vendor's guide). A printer that does not know the layout rejects the card.
 *
 * @param cardLayout file name behind {@code @G}; empty for the default of the printer
 * @param stock behind {@code @C}; empty for none
 * @param texts lines, in order
 * @param tracks what it encodes
 */
public record OpenCardLanguage(String cardLayout, String stock, List<PlacedText> texts, Tracks tracks)
        implements MachineLanguage {

    /** Copies the lines. */
    public OpenCardLanguage {
        texts = List.copyOf(texts);
    }

    @Override
    public String head(String job) {
        return "";
    }

    @Override
    public String card(JobCard card) {
        List<String> lines = new ArrayList<>();
        texts.forEach(text -> lines.add(line(text, card)));
        if (!cardLayout.isEmpty()) {
            lines.add("@G" + cardLayout);
        }
        if (!stock.isEmpty()) {
            lines.add("@C" + stock);
        }
        if (!tracks.isEmpty()) {
            lines.add("\"" + tracks.joined(card, "<>"));
        }
        return "<" + String.join("\n", lines) + ">\n";
    }

    private static String line(PlacedText text, JobCard card) {
        String line = text.of(card);
        boolean marked = line.startsWith("@") || line.startsWith("\"");
        if (marked || line.chars().anyMatch(c -> c < ' ' || c > '~' || c == '<' || c == '>')) {
            throw text.refused(card, "a character that the printer takes for a mark of its own");
        }
        return line;
    }

    @Override
    public String foot() {
        return "";
    }
}
