package org.cardwright.machine.queue;

import java.util.List;
import org.cardwright.machine.language.CardCommands;
import org.cardwright.machine.language.CardCommands.Command;
import org.cardwright.machine.language.CardCommands.Ends;
import org.cardwright.machine.language.JobCard;
import org.cardwright.machine.queue.CardAnswer.Outcome;

/**
 * One card on a line, command by command: the next one is said only when the machine has ended the one before. A card that could not be
 * made goes to the bin of rejects, never to the good ones; of a card that got stuck on its way nobody knows anything.
 */
final class CardExchange {

    private static final int MOST_ANSWERS = 64;

    private final MachineDefinition machine;
    private final Delivery.Dialogue dialogue;
    private final MachineLine line;
    private final JobCard card;

    CardExchange(MachineDefinition machine, Delivery.Dialogue dialogue, MachineLine line, JobCard card) {
        this.machine = machine;
        this.dialogue = dialogue;
        this.line = line;
        this.card = card;
    }

    /**
     * What became of a card.
     *
     * @param answer about it
     * @param inStep whether the next answer is about the next card for certain
     */
    record Told(CardAnswer answer, boolean inStep) {}

    Told tell(CardCommands commands) {
        for (Command command : commands.before()) {
            if (!told(command).isDone()) {
                return unknown("not-loaded");
            }
        }
        Conversation making = made(commands.making());
        boolean known = making.answer().outcome() != Outcome.UNKNOWN;
        boolean ok = making.answer().outcome() == Outcome.OK;
        boolean moves = !(ok ? commands.good() : commands.reject()).isEmpty();
        if (!making.isInStep()) {
            String why = ok ? "not-taken-away" : "not-rejected";
            return known && moves ? unknown(why) : new Told(making.answer(), false);
        }
        boolean good = making.isDone();
        for (Command command : good ? commands.good() : commands.reject()) {
            if (!told(command).isDone()) {
                return unknown(good ? "not-taken-away" : "not-rejected");
            }
        }
        return new Told(making.answer(), true);
    }

    /** Up to the first command that the machine did not do. */
    private Conversation made(List<Command> making) {
        Conversation last = told(making.get(0));
        for (Command command : making.subList(1, making.size())) {
            if (!last.isDone()) {
                return last;
            }
            last = told(command);
        }
        return last;
    }

    private Told unknown(String why) {
        return new Told(JudgedAnswers.unknown(card, why), false);
    }

    /** Says a command and hears of it, until its end or until the machine has said too much. */
    Conversation told(Command command) {
        Conversation conversation = new Conversation(dialogue, card, command);
        if (!line.isQuiet()) {
            conversation.end(Outcome.UNKNOWN, "unasked");
        } else if (!line.say(machine.encoded(command.text()))) {
            conversation.end(Outcome.UNKNOWN, "lost");
        } else if (command.ends() == Ends.AT_ONCE) {
            conversation.end(Outcome.OK, "");
        }
        for (int heard = 0; heard < MOST_ANSWERS && !conversation.isOver(); heard++) {
            line.hear().ifPresentOrElse(conversation::hear, conversation::silent);
        }
        if (!conversation.isOver()) {
            conversation.silent();
        }
        return conversation;
    }
}
