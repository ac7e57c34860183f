package org.cardwright.machine.language;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One line for each card with a mark between its fields. Machine formats B10; quoted as in RFC 4180, 2.
 *
 * @param marks between fields and lines
 * @param headed whether the names of the fields stand in the first line
 * @param texts fields
 */
public record DelimitedLanguage(Marks marks, boolean headed, List<PlacedText> texts) implements MachineLanguage {

    /** Copies the fields. */
    public DelimitedLanguage {
        texts = List.copyOf(texts);
    }

    /**
     * What is no part of a text.
     *
     * @param delimiter between fields
     * @param quoted whether fields stand in quotation marks
     * @param end behind each line
     */
    public record Marks(char delimiter, boolean quoted, String end) {}

    @Override
    public String head(String job) {
        return headed ? line(texts.stream().map(PlacedText::name).toList()) : "";
    }

    @Override
    public String card(JobCard card) {
        return line(texts.stream().map(text -> field(text, card)).toList());
    }

    private String line(List<String> fields) {
        return fields.stream()
                .map(field -> marks.quoted() ? "\"" + field.replace("\"", "\"\"") + "\"" : field)
                .collect(Collectors.joining(String.valueOf(marks.delimiter()), "", marks.end()));
    }

    private String field(PlacedText text, JobCard card) {
        String field = text.of(card);
        boolean bare = !marks.quoted();
        if (field.chars().anyMatch(c -> c < ' ' || (bare && (c == marks.delimiter() || c == '"')))) {
            throw text.refused(card, "a character that ends a field or a line");
        }
        return field;
    }

    @Override
    public String foot() {
        return "";
    }
}
