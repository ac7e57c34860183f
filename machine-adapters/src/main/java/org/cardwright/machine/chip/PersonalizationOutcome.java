package org.cardwright.machine.chip;

import java.util.List;
import org.cardwright.machine.channel.Outcome.Failure;
import org.cardwright.machine.channel.StatusWord;
import org.cardwright.perso.dgi.DgiId;

/** How the personalization of one application ended. */
public sealed interface PersonalizationOutcome {

    /**
     * The card took everything.
     *
     * @param commands how many were sent, SELECT included
     * @param refused data groupings that the card may refuse, and did
     */
    record Done(int commands, List<DgiId> refused) implements PersonalizationOutcome {

        /** Copies the list. */
        public Done {
            refused = List.copyOf(refused);
        }
    }

    /**
     * The card refused: it is a bad card or a wrong recipe, and in an unknown state.
     *
     * @param command number of the refused command, SELECT is 1
     * @param dgis what it carried
     * @param status answer
     */
    record Refused(int command, List<DgiId> dgis, StatusWord status) implements PersonalizationOutcome {

        /** Copies the list. */
        public Refused {
            dgis = List.copyOf(dgis);
        }
    }

    /**
     * There was no answer: nobody knows what the card did, and nothing is sent again.
     *
     * @param command number of the command
     * @param what was lost
     */
    record Lost(int command, Failure what) implements PersonalizationOutcome {}
}
