package org.cardwright.machine.chip;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.Outcome;
import org.cardwright.machine.channel.Outcome.Answered;
import org.cardwright.machine.chip.StoreDataScript.Step;
import org.cardwright.perso.dgi.DgiId;

/** Sends the commands of a script, and goes on after a refusal only where the record or the recipe allow it. */
final class ScriptSending {

    private static final int NOT_RECOGNISED = 0x6A88;

    private final CardConversation talk;
    private final CardChannel channel;
    private final List<DgiId> refused = new ArrayList<>();

    ScriptSending(CardConversation talk, CardChannel channel) {
        this.talk = talk;
        this.channel = channel;
    }

    void send(StoreDataScript script) throws CardStop {
        for (int i = 0; i < script.steps().size(); i++) {
            Step step = script.steps().get(i);
            if (i == script.steps().size() - 1) {
                talk.requireMayFinish();
            }
            Outcome outcome = channel.transmit(step.command());
            boolean unknown =
                    outcome instanceof Answered answered && answered.status().value() == NOT_RECOGNISED;
            if (unknown && step.mayBeRefused()) {
                refused.addAll(step.dgis());
            } else {
                talk.answer(
                        "application " + script.aid().toHex() + ", command " + (i + 1) + " with " + step.dgis(),
                        outcome);
            }
        }
    }

    List<DgiId> refused() {
        return refused;
    }
}
