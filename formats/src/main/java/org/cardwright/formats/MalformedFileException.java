package org.cardwright.formats;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * A file that cannot be read as what it claims to be; it is refused whole.
 *
 * <p>It says file name, place, rule and what is required, never what stood there. It has no cause, because the exceptions
 * of parsers quote their input.
 */
public final class MalformedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final Pattern MAYBE_A_PAN = Pattern.compile("([0-9]{6})[0-9]{3,9}([0-9]{4})(?![0-9])");

    private final String file;
    private final String place;
    private final String rule;

    /**
     * The one way to say it.
     *
     * @param file name of the file without its directory
     * @param place where in the file, such as {@code record 12, field PAN} or {@code line 4}; empty for the whole file
     * @param rule stable id of the rule
     * @param required what is wrong or required, in a plain sentence without any content of the file
     */
    public MalformedFileException(String file, String place, String rule, String required) {
        super(masked(file) + (place.isEmpty() ? "" : ", " + place) + ": " + rule + ": " + required);
        this.file = masked(file);
        this.place = place;
        this.rule = rule;
    }

    /** Name of the file; what could be a card number in it is masked. */
    public String file() {
        return file;
    }

    /** Where in the file, empty for the whole file. */
    public String place() {
        return place;
    }

    /** Stable id of the rule. */
    public String rule() {
        return rule;
    }

    /** Someone may have put a card number into a file name; first six and last four digits stay. */
    private static String masked(String fileName) {
        return MAYBE_A_PAN.matcher(fileName).replaceAll("$1...$2");
    }
}
