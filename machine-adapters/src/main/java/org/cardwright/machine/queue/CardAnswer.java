package org.cardwright.machine.queue;

import java.util.regex.Pattern;

/**
 * What a machine says of one card.
 *
 * @param sequence place in the job; 0 when it does not say
 * @param reference what the card was called; empty when it does not say
 * @param outcome what became of it
 * @param error code of the machine: letters, digits, hyphens, 16 at most; empty for none
 * @param plastic number of the plastic: letters, digits, hyphens, 32 at most, no 13 digits in a row; empty for none
 */
public record CardAnswer(int sequence, String reference, Outcome outcome, String error, String plastic) {

    private static final Pattern ERROR = Pattern.compile("[A-Za-z0-9-]{0,16}");
    private static final Pattern PLASTIC = Pattern.compile("[A-Za-z0-9-]{0,32}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{13}");

    /** What becomes of a card at a station. */
    public enum Outcome {
        /** Made. */
        OK,
        /** Not made, the plastic is out. */
        REJECT,
        /** Nobody knows: a person looks. */
        UNKNOWN
    }

    /** True when both codes are of their form; what is not may hold anything, and a run of 13 digits may be a card number. */
    static boolean isSafe(String error, String plastic) {
        return ERROR.matcher(error).matches()
                && PLASTIC.matcher(plastic).matches()
                && !isLongNumber(error)
                && !isLongNumber(plastic);
    }

    private static boolean isLongNumber(String code) {
        return NUMBER.matcher(code.replace("-", "")).find();
    }
}
