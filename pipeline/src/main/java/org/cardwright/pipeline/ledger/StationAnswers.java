package org.cardwright.pipeline.ledger;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.cardwright.pipeline.ledger.StationCard.Said;
import org.cardwright.pipeline.ledger.StationJobs.Answer;

/** What machines said of the cards of a job, as it goes into their rows. */
final class StationAnswers {

    private final StationTable table;
    private final InstantSource clock;

    StationAnswers(StationTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * Writes them down, and ends the job with its last card; belongs into a transaction.
     *
     * @return name of the job
     * @throws NotReconciledException when a card had its answer before
     */
    String of(String name, List<Answer> answers) {
        Map<Integer, StationCard> cards = answered(name, answers);
        for (Answer answer : answers) {
            StationCard card = cards.get(answer.place());
            if (card == null || !card.state().isOpen()) {
                throw new NotReconciledException("job " + name + " has no open card " + answer.place());
            }
            StationCard ended = ended(card, answer);
            if (!table.replace(card, ended)) {
                throw new NotReconciledException("card " + card.reference() + " changed meanwhile");
            }
            cards.put(answer.place(), ended);
        }
        endWhenDone(name);
        return name;
    }

    /** No more rows of a job than the answers are about, and what lies between them: a line answers card by card. */
    private Map<Integer, StationCard> answered(String name, List<Answer> answers) {
        IntSummaryStatistics places = answers.stream().mapToInt(Answer::place).summaryStatistics();
        Map<Integer, StationCard> cards = new HashMap<>();
        table.cardsOf(name, places.getMin(), places.getMax()).forEach(card -> cards.put(card.place(), card));
        return cards;
    }

    private StationCard ended(StationCard card, Answer answer) {
        String moment = clock.instant().toString();
        boolean ok = answer.state() == StationCard.State.OK;
        String plastic = answer.said().plastic();
        if (ok && !plastic.isEmpty() && table.knowsPlastic(plastic)) {
            return card.ended(StationCard.State.UNKNOWN, new Said("plastic-twice", ""), moment);
        }
        return card.ended(answer.state(), new Said(answer.said().error(), ok ? plastic : ""), moment);
    }

    /** A count asks no code; the rows are read under theirs once, when it says that none is open. */
    private void endWhenDone(String name) {
        if (table.openCards(name) > 0) {
            return;
        }
        StationJob job = table.job(name).orElseThrow(() -> new NotReconciledException("there is no job " + name));
        List<StationCard> cards = table.cardsOf(name);
        if (cards.size() != job.cards()
                || !table.replace(job, job.ended(clock.instant().toString()))) {
            throw new NotReconciledException("job " + name + " changed meanwhile");
        }
    }
}
