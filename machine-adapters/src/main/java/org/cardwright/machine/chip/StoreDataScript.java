package org.cardwright.machine.chip;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.dgi.DgiId;

/**
 * The commands that personalize one application, without a secure channel around them. EMV CPS, card side.
 *
 * <p>Secret values stand in them as in the record. Whoever wraps the commands re-encrypts these for the card first; their lengths stay
 * the same, because the padding belongs to the clear value.
 *
 * @param aid application to be selected first
 * @param steps commands in order
 */
public record StoreDataScript(ByteString aid, List<Step> steps) {

    /** Copies the list. */
    public StoreDataScript {
        steps = List.copyOf(steps);
    }

    /**
     * One command.
     *
     * @param command STORE DATA, or what ends the application
     * @param dgis data groupings of which it carries something, in order; none of a command that ends the application
     * @param mayBeRefused true when the card may answer 6A88 without being a bad card
     */
    public record Step(CommandApdu command, List<DgiId> dgis, boolean mayBeRefused) {

        /** Copies the list. */
        public Step {
            dgis = List.copyOf(dgis);
        }
    }

    /**
     * The commands for an application of a record.
     *
     * @throws IllegalArgumentException when there is nothing to send, or more commands than a counter without wrap can number
     */
    public static StoreDataScript of(CpsApplication application, ChipRecipe recipe) {
        return new StoreDataScript(
                application.aid(),
                new ScriptWriter(recipe, encrypted(application), application.aid())
                        .write(recipe.sequence().arrange(application.dgis())));
    }

    /** The data groupings that lie under a transport key. */
    static Set<DgiId> encrypted(CpsApplication application) {
        Set<DgiId> encrypted = new HashSet<>();
        for (TransportKeyEntry entry : application.transportKeys()) {
            encrypted.addAll(entry.dgis());
        }
        return encrypted;
    }
}
