package org.cardwright.formats;

import java.io.IOException;
import org.cardwright.formats.card.CardNumberMask;

/**
 * A file that cannot be read as what it claims to be; it is refused whole.
 *
 * <p>It says file name, place, rule and what is required, never what stood there. It has no cause, because the exceptions
 * of parsers quote their input.
 */
public final class MalformedFileException extends IOException {

    private static final long serialVersionUID = 1L;

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
        super(CardNumberMask.mask(file) + (place.isEmpty() ? "" : ", " + place) + ": " + rule + ": " + required);
        this.file = CardNumberMask.mask(file);
        this.place = place;
        this.rule = rule;
    }

    /** Name of the file; a card number that someone put into it is masked. */
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
}
