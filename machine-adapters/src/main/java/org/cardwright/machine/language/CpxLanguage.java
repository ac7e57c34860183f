package org.cardwright.machine.language;

import java.util.List;
import java.util.Locale;

/**
 * Datacard CPX as streams of desktop embossers use it: a format record with the places of the lines, then one record for each card.
 *
 * <p>Source: machine formats B1 (four independent programs). Which of the variants a machine reads stands in its definition.
 *
 * @param style the variant
 * @param lines the lines, in order
 * @param tracks what it encodes
 */
public record CpxLanguage(Style style, List<Line> lines, Tracks tracks) implements MachineLanguage {

    /** Characters that begin a field or end a line. */
    private static final String MARKS = "#\"";

    private static final String MARK = "#END#";
    private static final String LINE_END = "\r\n";

    /** Copies the lines. */
    public CpxLanguage {
        lines = List.copyOf(lines);
    }

    /**
     * What differs between machines.
     *
     * @param numbered six digits before each record
     * @param embossMark {@code #EMB#} before the lines of a card
     * @param compare {@code #CMP#} with the second track before the lines: the machine compares what it reads
     * @param repeat the number behind {@code #REP#}; 0 for none
     * @param ats how many at signs end a record: 1, 5 or 6
     * @param offsetsUm left offsets of the lines; at most two
     */
    public record Style(
            boolean numbered, boolean embossMark, boolean compare, int repeat, int ats, List<Integer> offsetsUm) {

        /** Copies the offsets. */
        public Style {
            offsetsUm = List.copyOf(offsetsUm);
        }
    }

    /**
     * A line of the format record.
     *
     * @param text what stands in it
     * @param number of the line, 1 to 15
     * @param suffix behind the height, such as {@code [:P0010]}; empty for none
     */
    public record Line(PlacedText text, int number, String suffix) {}

    @Override
    public List<PlacedText> texts() {
        return lines.stream().map(Line::text).toList();
    }

    @Override
    public String head(String job) {
        StringBuilder format = new StringBuilder(number(1)).append("#DCL#08");
        style.offsetsUm().forEach(um -> format.append(Units.fourDigitMil(um)));
        for (Line line : lines) {
            PlacedText.Spot spot = line.text().spot();
            format.append(' ')
                    .append(Integer.toHexString(line.number()).toUpperCase(Locale.ROOT))
                    .append("#FC")
                    .append(spot.font())
                    .append('#')
                    .append(Units.fourDigitMil(spot.yUm()))
                    .append(line.suffix());
        }
        return format.append(end()).toString();
    }

    @Override
    public String card(JobCard card) {
        StringBuilder record = new StringBuilder(number(card.sequence())).append("#DCC#");
        if (style.compare()) {
            record.append("#CMP#").append(Tracks.of("2").joined(card, MARKS));
        }
        if (style.repeat() > 0) {
            record.append("#REP#").append(style.repeat());
        }
        record.append(style.embossMark() && !lines.isEmpty() ? "#EMB#" : "");
        lines.forEach(line -> record.append(line(line.text(), card)).append('"'));
        if (!tracks.isEmpty()) {
            record.append("#ENC#").append(tracks.joined(card, MARKS));
        }
        return record.append(end()).toString();
    }

    /** A mark inside a line would begin another field, a quotation mark another line. */
    private String line(PlacedText text, JobCard card) {
        String line = indented(text, card);
        if (line.chars().anyMatch(c -> MARKS.indexOf(c) >= 0 || c < ' ' || c > '~')) {
            throw text.refused(card, "a character that ends a line or begins a field");
        }
        return line;
    }

    /** The lines of a card begin at one offset: a text further right has free positions before it. */
    private String indented(PlacedText text, JobCard card) {
        String said = text.of(card);
        PlacedText.Spot spot = text.spot();
        int beyondUm = spot.xUm() - style.offsetsUm().get(0);
        boolean indented = spot.pitchUm() > 0 && beyondUm > 0 && !said.isEmpty();
        return indented ? " ".repeat(Math.round((float) beyondUm / spot.pitchUm())) + said : said;
    }

    private String number(int sequence) {
        return style.numbered() ? String.format(Locale.ROOT, "%06d", sequence) : "";
    }

    private String end() {
        return MARK + "@".repeat(style.ats()) + LINE_END;
    }

    @Override
    public String foot() {
        return "";
    }
}
