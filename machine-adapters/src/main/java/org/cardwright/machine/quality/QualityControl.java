package org.cardwright.machine.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardEnding.Stage;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.line.RecordSource.Job;

/** Tests every card before it counts as good: the first ones in full, the others in full or quickly. S1-49, S1-55, S1-57. */
public final class QualityControl {

    private static final String GONE = "the card does not answer after a reset";

    private final List<CardTest> quick;
    private final List<CardTest> full;
    private final AtomicInteger fullLeft;

    /**
     * The tests.
     *
     * @param quick of every card
     * @param full of the first cards besides
     * @param first how many cards must pass in full before the others are tested quickly
     */
    public QualityControl(List<CardTest> quick, List<CardTest> full, int first) {
        this.quick = List.copyOf(quick);
        this.full = List.copyOf(full);
        this.fullLeft = new AtomicInteger(first);
    }

    /** How the card ended, once its personalization did: one that fails a test is scrap. */
    public CardEnding control(LineHead head, Job job, CardEnding made) {
        if (made.result() != Result.GOOD) {
            return made;
        }
        Optional<CardChannel> card = head.sameCardAgain();
        if (card.isEmpty()) {
            return faulty(made, List.of(GONE));
        }
        List<String> faults =
                faults(new CardUnderTest(job.index(), card.get(), job.record(), job.others(), made.log()));
        return faults.isEmpty() ? made : faulty(made, faults);
    }

    /** What is wrong with a card; a test that finds something is the last. */
    List<String> faults(CardUnderTest card) {
        boolean inFull = fullLeft.get() > 0;
        List<CardTest> tests = new ArrayList<>(quick);
        if (inFull) {
            tests.addAll(full);
        }
        for (CardTest test : tests) {
            List<String> found = test.faults(card);
            if (!found.isEmpty()) {
                return found;
            }
        }
        if (inFull) {
            fullLeft.updateAndGet(left -> Math.max(0, left - 1));
        }
        return List.of();
    }

    private static CardEnding faulty(CardEnding made, List<String> faults) {
        return new CardEnding(Result.FAULTY, Stage.TESTING, String.join("; ", faults), made.started(), made.log());
    }
}
