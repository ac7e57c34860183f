package org.cardwright.machine.language;

import java.util.List;
import java.util.Locale;

/**
 * Datacard CPX as streams of desktop embossers use it: a format record with the places of the lines, then one record for each card.
 *
 * <p>Source: machine formats B1 (four independent programs). Which of the variants a machine reads stands in its definition.
 *
 * @param style the variant
 * @param texts the lines, in order
 * @param tracks digits of the tracks, {@code 12}; empty for none
 */
public record CpxLanguage(Style style, List<PlacedText> texts, String tracks) implements MachineLanguage {

    private static final String MARK = "#END#";
    private static final String LINE_END = "\r\n";

    /** Copies the lines. */
    public CpxLanguage {
        texts = List.copyOf(texts);
    }

    /**
     * What differs between machines.
     *
     * @param numbered six digits before each record
     * @param embossMark {@code #EMB#} before the lines of a card
     * @param compare {@code #CMP#} with the second track before the lines: the machine compares what it reads
     * @param ats how many at signs end a record: 1, 5 or 6
     * @param offsetsUm left offsets of the lines; at most two
     */
    public record Style(boolean numbered, boolean embossMark, boolean compare, int ats, List<Integer> offsetsUm) {

        /** Copies the offsets. */
        public Style {
            offsetsUm = List.copyOf(offsetsUm);
        }
    }

    @Override
    public String head(String job) {
        StringBuilder format = new StringBuilder(number(1)).append("#DCL#08");
        style.offsetsUm().forEach(um -> format.append(Units.fourDigitMil(um)));
        int line = 1;
        for (PlacedText text : texts) {
            format.append(' ')
                    .append(Integer.toHexString(line++).toUpperCase(Locale.ROOT))
                    .append("#FC")
                    .append(text.spot().font())
                    .append('#')
                    .append(Units.fourDigitMil(text.spot().yUm()));
        }
        return format.append(end()).toString();
    }

    @Override
    public String card(JobCard card) {
        StringBuilder record = new StringBuilder(number(card.sequence())).append("#DCC#");
        if (style.compare()) {
            record.append("#CMP#").append(Tracks.of("2").of(card, "#\"").get(0));
        }
        record.append(style.embossMark() && !texts.isEmpty() ? "#EMB#" : "");
        texts.forEach(text -> record.append(line(text, card)).append('"'));
        if (!tracks.isEmpty()) {
            record.append("#ENC#").append(String.join("", Tracks.of(tracks).of(card, "#\"")));
        }
        return record.append(end()).toString();
    }

    /** The lines of a card begin at one offset: a text further right has free positions before it. */
    String indented(PlacedText text, JobCard card) {
        String said = text.of(card);
        PlacedText.Spot spot = text.spot();
        int beyondUm = spot.xUm() - style.offsetsUm().get(0);
        boolean indented = spot.pitchUm() > 0 && beyondUm > 0 && !said.isEmpty();
        return indented ? " ".repeat(Math.round((float) beyondUm / spot.pitchUm())) + said : said;
    }

    /** A mark inside a line would begin another field, a quotation mark another line. */
    private String line(PlacedText text, JobCard card) {
        String line = indented(text, card);
        if (line.chars().anyMatch(c -> c == '"' || c == '#' || c < ' ' || c > '~')) {
            throw text.refused(card, "a character that ends a line or begins a field");
        }
        return line;
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
