package org.cardwright.machine;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.chip.ChipPersonalizer;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.chip.PersonalizationOutcome;
import org.cardwright.machine.chip.StoreDataScript;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;

/**
 * A virtual card made of a record: blank, then one application after the other by its script, through no back door.
 *
 * @param card its secrets are wiped when this is closed
 * @param refusal the first application that the card or the chip did not take; empty when all are there
 */
public record CardPersonalization(VirtualCard card, Optional<Refusal> refusal) implements AutoCloseable {

    /**
     * An application that could not be personalized.
     *
     * @param aid its identifier
     * @param outcome what the card said
     */
    public record Refusal(ByteString aid, PersonalizationOutcome outcome) {

        /** One line without any content. */
        public String text() {
            String what = outcome instanceof PersonalizationOutcome.Refused refused
                    ? "command " + refused.command() + " with " + refused.dgis() + " refused: " + refused.status() + " "
                            + refused.status().meaning()
                    : outcome.toString();
            return "application " + aid.toHex() + ", " + what;
        }
    }

    /**
     * Makes the card.
     *
     * @throws IllegalArgumentException when the chip has no applet for an application of the record
     */
    public static CardPersonalization of(CpsRecord record, ChipRecipe recipe, VirtualCard.Surroundings surroundings) {
        List<ByteString> aids =
                record.applications().stream().map(CpsApplication::aid).toList();
        VirtualCard card = VirtualCard.blank(recipe, aids, surroundings);
        ChipPersonalizer personalizer = new ChipPersonalizer(new InMemoryChannel(card));
        for (CpsApplication application : record.applications()) {
            PersonalizationOutcome outcome = personalizer.run(StoreDataScript.of(application, recipe));
            if (!(outcome instanceof PersonalizationOutcome.Done)) {
                return new CardPersonalization(card, Optional.of(new Refusal(application.aid(), outcome)));
            }
        }
        return new CardPersonalization(card, Optional.empty());
    }

    /** The way to the card. */
    public CardChannel channel() {
        return new InMemoryChannel(card);
    }

    @Override
    public void close() {
        card.close();
    }
}
