package org.cardwright.machine.language;

/**
 * One card of a job.
 *
 * @param sequence place in the job, from 1
 * @param reference what the machine gives back for it; no card number, no order
 * @param texts what the machine puts on the plastic
 */
public record JobCard(int sequence, String reference, CardTexts texts) {

    private static final String SEQUENCE = "sequence";
    private static final String REFERENCE = "reference";

    /** The text at a place of the card, or of its job. */
    public String at(String place) {
        return switch (place) {
            case SEQUENCE -> Integer.toString(sequence);
            case REFERENCE -> reference;
            default -> texts.at(place);
        };
    }

    /** Place and reference only. */
    @Override
    public String toString() {
        return "JobCard(" + sequence + ", " + reference + ")";
    }
}
