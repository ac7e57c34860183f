package org.cardwright.machine.queue;

import java.util.List;
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

    /** Copies the cards. */
    public MachineJob {
        cards = List.copyOf(cards);
    }
}
