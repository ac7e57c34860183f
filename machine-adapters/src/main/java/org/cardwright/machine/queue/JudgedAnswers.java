package org.cardwright.machine.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cardwright.machine.language.JobCard;
import org.cardwright.machine.queue.CardAnswer.Outcome;

/**
 * What a machine said, card by card: one answer for each card of a job but those that were never begun. What contradicts itself or is missing is unknown, and
 * what belongs to no card changes none.
 *
 * @param answers with sequence and reference
 * @param findings what was wrong with what the machine said
 */
public record JudgedAnswers(List<CardAnswer> answers, Findings findings) {

    /** Copies the answers. */
    public JudgedAnswers {
        answers = List.copyOf(answers);
    }

    /**
     * What was wrong.
     *
     * @param repeated answers that were given again
     * @param contradicted cards of which two things were said
     * @param foreign answers that belong to no card of the job
     * @param silent cards without an answer
     * @param untouched cards of which the machine was told nothing
     */
    public record Findings(int repeated, int contradicted, int foreign, int silent, int untouched) {

        /** True when there is nothing to tell. */
        public boolean isNone() {
            return repeated + contradicted + foreign + silent + untouched == 0;
        }
    }

    /**
     * Judges the answers about a job.
     *
     * @param binds whether an OK must name the plastic
     * @param foreign rows that could not be read at all
     */
    static JudgedAnswers of(List<JobCard> cards, List<CardAnswer> said, boolean binds, int foreign) {
        Judge judge = new Judge(cards);
        said.forEach(judge::hear);
        List<CardAnswer> answers = new ArrayList<>();
        int silent = 0;
        int contradicted = 0;
        Set<String> twice = judge.plasticsOfTwo();
        for (JobCard card : cards) {
            Set<CardAnswer> own = judge.heard.getOrDefault(card, Set.of());
            silent += own.isEmpty() ? 1 : 0;
            CardAnswer answer =
                    own.size() == 1 ? own.iterator().next() : unknown(card, own.isEmpty() ? "silent" : "two");
            boolean bound = !binds
                    || answer.outcome() != Outcome.OK
                    || !answer.plastic().isEmpty();
            boolean once = !twice.contains(answer.plastic());
            contradicted += own.size() > 1 || !once ? 1 : 0;
            answers.add(bound && once ? answer : unknown(card, once ? "no-plastic" : "two"));
        }
        return new JudgedAnswers(
                answers, new Findings(judge.repeated, contradicted, foreign + judge.foreign, silent, 0));
    }

    /** Nobody knows what became of a card. */
    static CardAnswer unknown(JobCard card, String why) {
        return new CardAnswer(card.sequence(), card.reference(), Outcome.UNKNOWN, why, "");
    }

    /** Hears answer by answer. */
    private static final class Judge {

        private final Map<Integer, JobCard> bySequence = new HashMap<>();
        private final Map<String, JobCard> byReference = new HashMap<>();
        private final Map<JobCard, Set<CardAnswer>> heard = new HashMap<>();
        private int repeated;
        private int foreign;

        Judge(List<JobCard> cards) {
            for (JobCard card : cards) {
                bySequence.put(card.sequence(), card);
                byReference.put(card.reference(), card);
            }
        }

        void hear(CardAnswer said) {
            boolean numbered = said.sequence() > 0;
            JobCard card = numbered ? bySequence.get(said.sequence()) : byReference.get(said.reference());
            boolean named = said.reference().isEmpty()
                    || (card != null && card.reference().equals(said.reference()));
            if (card == null || !named) {
                foreign++;
                return;
            }
            boolean first = heard.computeIfAbsent(card, none -> new LinkedHashSet<>())
                    .add(new CardAnswer(
                            card.sequence(), card.reference(), said.outcome(), said.error(), said.plastic()));
            repeated += first ? 0 : 1;
        }

        /** One plastic is one card. */
        Set<String> plasticsOfTwo() {
            Set<String> seen = new HashSet<>();
            Set<String> twice = new HashSet<>();
            for (Set<CardAnswer> answers : heard.values()) {
                Set<String> own = new HashSet<>();
                answers.forEach(answer -> own.add(answer.plastic()));
                own.stream()
                        .filter(plastic -> !plastic.isEmpty() && !seen.add(plastic))
                        .forEach(twice::add);
            }
            return twice;
        }
    }
}
