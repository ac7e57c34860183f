package org.cardwright.machine.language;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One record of fixed columns for each card. Machine formats B10: what bureau systems exchange.
 *
 * @param texts columns, each with its width
 * @param end behind each record
 */
public record FixedLanguage(List<PlacedText> texts, String end) implements MachineLanguage {

    /** Copies the columns. */
    public FixedLanguage {
        texts = List.copyOf(texts);
    }

    @Override
    public String head(String job) {
        return "";
    }

    @Override
    public String card(JobCard card) {
        return texts.stream().map(text -> column(text, card)).collect(Collectors.joining("", "", end));
    }

    private static String column(PlacedText text, JobCard card) {
        String column = text.of(card);
        if (column.chars().anyMatch(c -> c < ' ')) {
            throw text.refused(card, "a control character");
        }
        return column;
    }

    @Override
    public String foot() {
        return "";
    }
}
