package org.cardwright.machine.chip;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.Outcome;
import org.cardwright.machine.channel.Outcome.Answered;
import org.cardwright.machine.channel.Outcome.Failed;
import org.cardwright.machine.chip.StoreDataScript.Step;
import org.cardwright.perso.dgi.DgiId;

/** Sends a script to a card: SELECT, then command by command, each once. EMV CPS, card side. */
public final class ChipPersonalizer {

    private static final int SELECT = 0x00A40400;
    private static final int NOT_RECOGNISED = 0x6A88;

    private final CardChannel card;

    /** For a card within reach, in whatever channel the script needs. */
    public ChipPersonalizer(CardChannel card) {
        this.card = card;
    }

    /** Personalizes one application; stops at the first refusal that is not foreseen. */
    public PersonalizationOutcome run(StoreDataScript script) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(CommandApdu.of(SELECT, script.aid()).expecting(256), List.of(), false));
        steps.addAll(script.steps());
        List<DgiId> refused = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Outcome outcome = card.transmit(step.command());
            if (outcome instanceof Failed failed) {
                return new PersonalizationOutcome.Lost(i + 1, failed.what());
            }
            if (outcome instanceof Answered answered) {
                if (!step.mayBeRefused() || answered.status().value() != NOT_RECOGNISED) {
                    return new PersonalizationOutcome.Refused(i + 1, step.dgis(), answered.status());
                }
                refused.addAll(step.dgis());
            }
        }
        return new PersonalizationOutcome.Done(steps.size(), refused);
    }
}
