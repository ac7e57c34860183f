package org.cardwright.machine.queue;

import java.util.Optional;
import java.util.regex.Matcher;
import org.cardwright.machine.language.JobCard;
import org.cardwright.machine.queue.CardAnswer.Outcome;
import org.cardwright.machine.queue.Delivery.Meaning;

/** What a machine says while it makes one card. */
final class Conversation {

    private static final String CARD = "card";
    private static final String ERROR = "error";

    private final Delivery.Dialogue dialogue;
    private final JobCard card;
    private Optional<CardAnswer> outcome = Optional.empty();
    private boolean over;

    Conversation(Delivery.Dialogue dialogue, JobCard card) {
        this.dialogue = dialogue;
        this.card = card;
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
        String about = group(meaning, matcher, CARD);
        boolean ours =
                about.isEmpty() || about.equals(card.reference()) || about.equals(Integer.toString(card.sequence()));
        if (!ours) {
            end(Outcome.UNKNOWN, "other-card");
            return;
        }
        switch (meaning.says()) {
            case WAIT -> {
                // another answer follows
            }
            case END -> over = outcome.isPresent();
            case OK -> said(Outcome.OK, "");
            case REJECT -> said(Outcome.REJECT, group(meaning, matcher, ERROR));
            case UNKNOWN -> end(Outcome.UNKNOWN, group(meaning, matcher, ERROR));
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

    private void end(Outcome what, String error) {
        String safe = CardAnswer.isSafe(error, "") ? error : "";
        outcome = Optional.of(new CardAnswer(card.sequence(), card.reference(), what, safe, ""));
        over = true;
    }

    private static String group(Meaning meaning, Matcher matcher, String name) {
        boolean named = meaning.pattern().pattern().contains("(?<" + name + ">");
        String group = named ? matcher.group(name) : "";
        return group == null ? "" : group;
    }

    /** True when no further answer about this card is expected. */
    boolean isOver() {
        return over;
    }

    /** What is known until now. */
    CardAnswer answer() {
        return outcome.orElseGet(() -> JudgedAnswers.unknown(card, "silent"));
    }
}
