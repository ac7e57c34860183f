package org.cardwright.machine.queue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.machine.language.CardCommands.Command;
import org.cardwright.machine.language.CardCommands.Ends;
import org.cardwright.machine.language.JobCard;
import org.cardwright.machine.queue.CardAnswer.Outcome;
import org.cardwright.machine.queue.Delivery.Meaning;

/** What a machine says about one command of a card, which for most machines is all of the card. */
final class Conversation {

    private static final String CARD = "card";
    private static final String ERROR = "error";
    private static final String COMMAND = "command";

    private final Delivery.Dialogue dialogue;
    private final JobCard card;
    private final Command command;
    private Optional<CardAnswer> outcome = Optional.empty();
    private boolean over;
    private boolean cutShort;

    Conversation(Delivery.Dialogue dialogue, JobCard card, Command command) {
        this.dialogue = dialogue;
        this.card = card;
        this.command = command;
    }

    /** The first meaning that fits counts; an answer that nobody described, or about another card, leaves the card unknown. */
    void hear(String answer) {
        for (Meaning meaning : dialogue.meanings()) {
            Matcher matcher = meaning.pattern().matcher(answer);
            if (matcher.matches()) {
                understand(meaning, matcher);
                return;
            }
        }
        end(Outcome.UNKNOWN, "not-described");
    }

    private void understand(Meaning meaning, Matcher matcher) {
        if (!isAbout(meaning.pattern(), matcher, card)) {
            end(Outcome.UNKNOWN, "other-card");
            return;
        }
        String done = group(meaning.pattern(), matcher, COMMAND);
        if (!done.isEmpty() && !done.equalsIgnoreCase(command.name())) {
            end(Outcome.UNKNOWN, "other-command");
            return;
        }
        switch (meaning.says()) {
            case WAIT -> over = command.ends() == Ends.ACKNOWLEDGED;
            case END -> over = outcome.isPresent();
            case OK -> said(Outcome.OK, "");
            case REJECT -> said(Outcome.REJECT, group(meaning.pattern(), matcher, ERROR));
            case UNKNOWN -> end(Outcome.UNKNOWN, group(meaning.pattern(), matcher, ERROR));
        }
    }

    /** Two different things about one card are none. */
    private void said(Outcome what, String error) {
        String safe = CardAnswer.isSafe(error, "") ? error : "";
        CardAnswer said = new CardAnswer(card.sequence(), card.reference(), what, safe, "");
        if (outcome.isPresent() && outcome.get().outcome() != what) {
            end(Outcome.UNKNOWN, "two");
            return;
        }
        outcome = Optional.of(said);
        over = !dialogue.ends();
    }

    void end(Outcome what, String error) {
        String safe = CardAnswer.isSafe(error, "") ? error : "";
        outcome = Optional.of(new CardAnswer(card.sequence(), card.reference(), what, safe, ""));
        over = true;
    }

    /** True when an answer names this card, or none. */
    static boolean isAbout(Pattern pattern, Matcher matcher, JobCard card) {
        String about = group(pattern, matcher, CARD);
        return about.isEmpty() || about.equals(card.reference()) || about.equals(Integer.toString(card.sequence()));
    }

    private static String group(Pattern pattern, Matcher matcher, String name) {
        boolean named = pattern.pattern().contains("(?<" + name + ">");
        String group = named ? matcher.group(name) : "";
        return group == null ? "" : group;
    }

    /** Nothing more was said in time: what was said before holds, but the machine is not done. */
    void silent() {
        if (outcome.isEmpty()) {
            end(Outcome.UNKNOWN, "silent");
        }
        over = true;
        cutShort = true;
    }

    /** False when the next answer of the machine may still be about this card. */
    boolean isInStep() {
        return over && !cutShort && answer().outcome() != Outcome.UNKNOWN;
    }

    /** True when no further answer about this card is expected. */
    boolean isOver() {
        return over;
    }

    /** True when the machine has done what was said, or has taken what it needs only to take. */
    boolean isDone() {
        return over && !cutShort && outcome.map(CardAnswer::outcome).orElse(Outcome.OK) == Outcome.OK;
    }

    /** What is known until now. */
    CardAnswer answer() {
        return outcome.orElseGet(() -> JudgedAnswers.unknown(card, "silent"));
    }
}
