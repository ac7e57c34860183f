package org.cardwright.machine.bureau;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What machines read in the file of a job, as their own firmware would. Machine formats B1, B12. */
public final class JobFiles {

    private static final Pattern CPX = Pattern.compile("(?m)^([0-9]{0,6})#DCC#(?:#EMB#)?([^#]*)#END#@+\\r?$");
    private static final char SEPARATOR = '|';

    private JobFiles() {}

    /** Makes one card of a job. */
    @FunctionalInterface
    public interface Work {

        /** Does to the plastic what the file says. */
        void on(Plastic plastic);
    }

    /**
     * One card of a job, as it was read.
     *
     * @param sequence number of its record
     * @param control which plastic it is
     * @param work what is done to it
     */
    public record Order(int sequence, ControlNumber control, Work work) {}

    /** Reads the file of a job. */
    @FunctionalInterface
    public interface Firmware {

        /**
         * What is to be done, card by card.
         *
         * @throws IllegalArgumentException when a card has no control number
         */
        List<Order> read(String file);
    }

    /** Lines of a CPX stream with numbered records; the last line of each is the control number, which a reader needs and no eye. */
    public static List<Order> embossing(String file) {
        List<Order> cards = new ArrayList<>();
        Matcher record = CPX.matcher(file);
        while (record.find()) {
            List<String> lines = filled(record.group(2).split("\"", -1));
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("a record without a line");
            }
            List<String> seen = lines.subList(0, lines.size() - 1);
            cards.add(new Order(
                    Integer.parseInt(record.group(1)),
                    ControlNumber.parse(lines.get(lines.size() - 1)),
                    plastic -> seen.forEach(plastic::print)));
        }
        return cards;
    }

    /** Tracks of a delimited file with names in its first line: a control number, then tracks. */
    public static List<Order> encoding(String file) {
        List<Order> cards = new ArrayList<>();
        for (String row : file.lines().skip(1).toList()) {
            List<String> tracks =
                    filled(fields(row).subList(1, fields(row).size()).toArray(String[]::new));
            cards.add(new Order(cards.size() + 1, control(row), plastic -> plastic.encode(tracks)));
        }
        return cards;
    }

    /** A delimited file of which the machine needs no more than which cards come. */
    public static List<Order> handling(String file) {
        List<Order> cards = new ArrayList<>();
        file.lines().skip(1).forEach(row -> cards.add(new Order(cards.size() + 1, control(row), plastic -> {})));
        return cards;
    }

    private static List<String> fields(String row) {
        return List.of(row.split(Pattern.quote("" + SEPARATOR), -1));
    }

    private static ControlNumber control(String row) {
        return ControlNumber.parse(fields(row).get(0));
    }

    private static List<String> filled(String... texts) {
        return List.of(texts).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
