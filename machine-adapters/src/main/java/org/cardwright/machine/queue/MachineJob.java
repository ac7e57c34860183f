package org.cardwright.machine.queue;

import java.util.List;
import java.util.regex.Pattern;
import org.cardwright.machine.language.JobCard;

/**
 * Cards for one station.
 *
 * @param name of its files: letters, digits and hyphens, no card number
 * @param stage how far it has come, as the journal has it
 * @param cards that were neither begun nor answered, in order: one that was begun is never said again
 */
public record MachineJob(String name, Stage stage, List<JobCard> cards) {

    /** How far a job has come. */
    public enum Stage {
        /** Nothing of it is in the folder but what is not complete. */
        PLANNED,
        /** Its temporary file is complete, and may have its name. */
        COMPLETE,
        /** The machine has it. */
        HANDED
    }

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{13}");

    /**
     * Copies the cards.
     *
     * @throws IllegalArgumentException when the name could lead out of a folder or be a card number, or a place or reference stands twice
     */
    public MachineJob {
        cards = List.copyOf(cards);
        if (!NAME.matcher(name).matches()
                || NUMBER.matcher(name.replace("-", "")).find()) {
            throw new IllegalArgumentException("a job is called by letters, digits and hyphens, no 13 digits in a row");
        }
        long places = cards.stream().map(JobCard::sequence).distinct().count();
        long references = cards.stream().map(JobCard::reference).distinct().count();
        if (places < cards.size() || references < cards.size()) {
            throw new IllegalArgumentException("job " + name + " has one card twice");
        }
    }
}
