package org.cardwright.machine.language;

import java.util.regex.Pattern;

/**
 * One card of a job.
 *
 * @param sequence place in the job, from 1
 * @param reference what the machine gives back for it: at most 32 letters, digits, hyphens; no card number, no order
 * @param texts what the machine puts on the plastic
 */
public record JobCard(int sequence, String reference, CardTexts texts) {

    private static final String SEQUENCE = "sequence";
    private static final String REFERENCE = "reference";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,32}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{13}");

    /**
     * Looks at what machines will show.
     *
     * @throws IllegalArgumentException when the reference is none, or could be a card number
     */
    public JobCard {
        if (sequence < 1
                || !NAME.matcher(reference).matches()
                || NUMBER.matcher(reference.replace("-", "")).find()) {
            throw new IllegalArgumentException(
                    "a card has a place from 1 and a reference of letters, digits and hyphens, no 13 digits in a row");
        }
    }

    /** The text at a place of the card, or of its job. */
    public String at(String place) {
        return switch (place) {
            case SEQUENCE -> Integer.toString(sequence);
            case REFERENCE -> reference;
            default -> texts.at(place);
        };
    }

    /** Words of a definition, with {@code {sequence}} and {@code {reference}} of the card. */
    public String named(String words) {
        return words.replace("{sequence}", Integer.toString(sequence)).replace("{reference}", reference);
    }

    /** Place and reference only. */
    @Override
    public String toString() {
        return "JobCard(" + sequence + ", " + reference + ")";
    }
}
