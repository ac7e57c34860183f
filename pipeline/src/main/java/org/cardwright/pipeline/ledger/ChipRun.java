package org.cardwright.pipeline.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cardwright.pipeline.ledger.ChipAttempts.Card;
import org.cardwright.pipeline.ledger.ChipAttempts.Chip;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.End;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipSheet.HeadLine;
import org.cardwright.pipeline.ledger.ChipSheet.RunLine;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One run of a line over the cards of a group. Each card that waits is given to one head at a time; what becomes of a chip and the counts
 * of its head change in one transaction, durable before a call returns. Safe for several heads.
 */
public final class ChipRun {

    /** Blanks that may come back untouched from one card, before it is held until the next run. */
    private static final int MAX_RETURNS = 2;

    private final RunBooks books;
    private final ChipRuns.Rows rows;
    private final Place place;
    private final ChipStanding standing;
    private final List<ChipAttempt> leftBehind;
    private final Deque<Long> again = new ArrayDeque<>();
    private final Deque<Long> untouched = new ArrayDeque<>();
    private final Map<Long, Integer> returns = new HashMap<>();
    private final Map<Long, ChipAttempt> begun = new HashMap<>();
    private int next;
    private int finished;

    /** Where it works. */
    record Place(ChipRuns.Group group, RunLine run) {}

    ChipRun(TransactionTemplate transaction, ChipRuns.Rows rows, Place place, ChipStanding standing) {
        this.books = new RunBooks(transaction, rows, place);
        this.rows = rows;
        this.place = place;
        this.standing = standing;
        this.leftBehind = List.copyOf(standing.inHeads());
    }

    /**
     * A card for a head.
     *
     * @param card index of its record in the manifest, from 1
     * @param attempt 1 for its first chip
     */
    public record Task(long card, int attempt) {}

    /** Number of this run over its group, from 1. */
    public int number() {
        return place.run().number();
    }

    /** The next card that waits; empty when none does. It is given to nobody else until it ended or was given back. */
    public synchronized Optional<Task> next() {
        if (!again.isEmpty()) {
            return Optional.of(task(again.removeFirst()));
        }
        List<Long> cards = standing.cards();
        while (next < cards.size()) {
            long card = cards.get(next++);
            if (standing.waits(card)) {
                return Optional.of(task(card));
            }
        }
        // behind all others: it may be the record that no blank takes
        return Optional.ofNullable(untouched.pollFirst()).map(this::task);
    }

    private Task task(long card) {
        return new Task(card, standing.spoiled(card) + 1);
    }

    private Card card(Task task) {
        return new Card(place.group().batch(), task.card());
    }

    /** A blank is in a head: it is counted before anybody knows what becomes of it. */
    public synchronized void take(String head) {
        books.change(() -> books.count(head, HeadLine::withTaken));
    }

    /**
     * The next command writes on that chip.
     *
     * @throws WrongUsageException when the chip was used before, or somebody else makes the card; nothing was written then
     * @throws RunLostException when another run has taken over
     */
    public void start(Task task, Chip chip, String head) {
        ChipAttempts.Place at =
                new ChipAttempts.Place(place.run().station(), head, place.run().id());
        // one head after the other: more would wait for the row of the run, each with a connection
        synchronized (this) {
            ChipAttempt attempt = books.within(() -> rows.attempts().startWithin(card(task), chip, at));
            begun.put(task.card(), attempt);
        }
        rows.chips().reachDisk();
    }

    /** False when somebody gave the chip of the task up, or lets the card be made elsewhere, or another run has taken over. */
    public boolean mayFinish(Task task) {
        ChipAttempt attempt = attempt(task);
        return attempt != null
                && rows.attempts().isOpen(attempt)
                && !rows.attempts().isMadeAgain(card(task));
    }

    private synchronized @Nullable ChipAttempt attempt(Task task) {
        return begun.get(task.card());
    }

    /**
     * A chip that was begun has ended; the card waits again unless it is good or has spoiled too many.
     *
     * @param state GOOD, REFUSED, UNKNOWN or SAMPLE
     * @return what counts: UNKNOWN when two persons gave the chip up meanwhile, whatever is on it
     */
    public synchronized State end(Task task, State state, String detail) {
        ChipAttempt attempt = Objects.requireNonNull(begun.get(task.card()), "a card that was not begun");
        String head = attempt.work().at().head();
        int order = state == State.GOOD ? finished + 1 : 0;
        State counts = books.within(() -> {
            State said = ended(attempt, new End(state, detail, order));
            books.count(head, before -> switch (said) {
                case GOOD -> before.withGood();
                case SAMPLE -> before.withSample();
                case REFUSED, UNKNOWN, STARTED -> before.withScrap();
            });
            return said;
        });
        rows.chips().reachDisk();
        begun.remove(task.card());
        finished += counts == State.GOOD ? 1 : 0;
        standing.ended(task.card(), counts);
        waitAgain(task, again);
        return counts;
    }

    /** What two persons gave up has its end already; that it became whole all the same is said. */
    private State ended(ChipAttempt attempt, End end) {
        if (rows.attempts().endIfOpen(attempt, end)) {
            return end.state();
        }
        if (end.state() == State.GOOD || end.state() == State.SAMPLE) {
            rows.audit().wasWhole(attempt);
        }
        return State.UNKNOWN;
    }

    private void waitAgain(Task task, Deque<Long> queue) {
        if (standing.waits(task.card()) && rows.attempts().isMadeAgain(card(task))) {
            standing.withdraw(task.card());
        }
        if (standing.waits(task.card())) {
            queue.addLast(task.card());
        }
    }

    /** The whole card of a task has left its head. */
    public void left(Task task) {
        String run = place.run().id();
        rows.attempts().of(card(task)).stream()
                .filter(row -> row.isInHead() && row.work().at().run().equals(run))
                .forEach(this::hasLeft);
    }

    private void hasLeft(ChipAttempt whole) {
        rows.chips().left(whole, rows.clock().instant().toString());
    }

    /** Whole cards that earlier runs left in their heads, as far as the ledger knows: a person looks for them there. */
    public List<ChipAttempt> leftBehind() {
        return leftBehind;
    }

    /** What a chip that came as a blank was used for before; empty when it was for nothing. */
    public Optional<ChipAttempt> usedBefore(Chip chip) {
        return new UsedChips(rows.chips()).of(chip);
    }

    /**
     * A chip that was used comes as a blank; the audit names it in these words. True for a whole card of this group, which has left its head
     * now.
     */
    public synchronized boolean foundAgain(Task task, String head, ChipAttempt before, String chip) {
        comeBack(task, () -> books.untouched(head, chip, HeadLine::withUsed));
        boolean found = before.isInHead()
                && before.of().batch().equals(place.group().batch())
                && standing.cards().contains(before.of().card());
        if (found) {
            hasLeft(before);
        }
        return found;
    }

    /** Cards of the group of which a sample was made, in all runs. */
    public synchronized int samples() {
        return standing.sampled().size();
    }

    /** True when a sample was made of the card. */
    public synchronized boolean isSampled(Task task) {
        return standing.sampled().contains(task.card());
    }

    /** A blank came and went untouched: foreign, or refused before anything was written; the audit names it in these words. */
    public synchronized void returned(Task task, String head, String chip) {
        comeBack(task, () -> books.untouched(head, chip, HeadLine::withReturned));
    }

    /** What is counted, and that the card is held, is on the disk together or not at all. */
    private void comeBack(Task task, Runnable counted) {
        boolean last = returns.merge(task.card(), 1, Integer::sum) > MAX_RETURNS;
        books.change(() -> {
            counted.run();
            if (last) {
                books.hold(task.card(), "its blanks came back untouched " + (MAX_RETURNS + 1) + " times");
            }
        });
        standing.madeElsewhere(task.card(), rows.attempts().of(card(task)));
        if (last) {
            standing.unfit(task.card());
        }
        waitAgain(task, untouched);
    }

    /** The record of the card and this station do not fit: it is held, and its blank untouched. */
    public synchronized void unfit(Task task, String head, String why) {
        books.change(() -> {
            books.untouched(head, why, HeadLine::withReturned);
            books.hold(task.card(), why);
        });
        standing.unfit(task.card());
    }

    /** No blank came: somebody else takes the card. */
    public synchronized void giveBack(Task task) {
        again.addFirst(task.card());
    }

    /** How the cards of the group stand. */
    public synchronized ChipCount count() {
        return standing.count();
    }

    /**
     * Ends the run, and counts everything again from the rows.
     *
     * @param how in a few words
     * @throws NotReconciledException when the rows say something else
     */
    public synchronized void finish(String how) {
        if (!begun.isEmpty()) {
            throw new IllegalStateException("a run ends with its last card");
        }
        // desks may have made cards meanwhile: only the chips of this run are compared with what it counted
        ChipCount now = standing.again(rows.chips(), place.group().batch()).count();
        books.end(
                how,
                finished,
                "good " + now.good() + ", held " + now.held() + ", withdrawn " + now.withdrawn() + ", open "
                        + now.open());
        rows.chips().reachDisk();
    }
}
