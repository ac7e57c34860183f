package org.cardwright.pipeline.ledger;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which chips the records of sealed batches have used up. A record is on one chip at most: another attempt needs an end of the one before
 * that was not good.
 *
 * <p>A chip is used for one record at most, of whatever batch, and whatever became of it: a good one that still lies in the reader is not
 * written over.
 *
 * <p>A row is durable before the first command that changes the chip, so a crash leaves an attempt without an end, never a chip without an
 * attempt.
 */
public final class ChipAttempts {

    private static final int MAX_DETAIL = 400;

    private final ChipAttemptTable table;
    private final UsedChips used;
    private final DuplicatedCards duplicated;
    private final CardDispatchTable dispatches;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final InstantSource clock;

    /** How an attempt stands. */
    public enum State {
        /** Begun; what became of it nobody has said. */
        STARTED,
        /** The record is on the chip. */
        GOOD,
        /** The chip refused, and is scrap. */
        REFUSED,
        /** Nobody knows what is on the chip: it is scrap. */
        UNKNOWN,
        /** The record is on the chip, which was taken out as a sample: it is destroyed, and another one is made. */
        SAMPLE
    }

    /**
     * A card of a sealed batch.
     *
     * @param batch identity of the batch
     * @param card index of its record in the manifest, from 1
     */
    public record Card(String batch, long card) {}

    /**
     * A chip as it says who it is. Two chips are the same when their key data and their numbers are.
     *
     * @param keyData KMCID and CSN, hexadecimal
     * @param number date, serial number and batch of its fabrication out of the CPLC, 16 hexadecimal digits; empty when it says none
     * @param keyVersion of the key set that it came with
     */
    public record Chip(String keyData, String number, int keyVersion) {

        /** As people and the audit name it: key data, and its number behind a stroke when it says one. */
        String named() {
            return number.isEmpty() ? keyData : keyData + "/" + number;
        }

        /** False only when the chips are two for certain. */
        boolean mayBe(Chip other) {
            boolean unnumbered = number.isEmpty() || other.number.isEmpty();
            return keyData.equals(other.keyData) && (unnumbered || number.equals(other.number));
        }
    }

    /**
     * Where a chip is made.
     *
     * @param station personalizer and equipment, 12 hexadecimal digits; empty in rows that do not know
     * @param head of a line; empty at a desk
     * @param run of a line; empty at a desk
     */
    public record Place(String station, String head, String run) {

        /** At a desk, where a person makes single cards. */
        public static Place desk(String station) {
            return new Place(station, "", "");
        }
    }

    /**
     * Where and when.
     *
     * @param at where
     * @param begunAt moment before the first command that writes
     * @param endedAt moment of its end; empty before it
     * @param order the how manieth good card of its run it was, from 1; 0 for any other
     * @param leftAt moment when the card had left the head of a line; empty before it, and at a desk
     */
    public record Work(Place at, String begunAt, String endedAt, int order, String leftAt) {

        Work ended(String moment, int place) {
            return new Work(at, begunAt, moment, place, leftAt);
        }
    }

    /**
     * One chip for a card.
     *
     * @param of which card
     * @param number from 1
     * @param state how it stands
     * @param chip which one
     * @param work where and when
     * @param detail why it is not good; empty otherwise
     */
    public record ChipAttempt(Card of, int number, State state, Chip chip, Work work, String detail) {

        /** As the audit names it. */
        String words() {
            return "card " + of.card + ", attempt " + number + " on chip " + chip.keyData + ": " + state;
        }

        boolean isAtDesk() {
            return work.at.run.isEmpty();
        }

        /** True while the record is on the chip, and the card may lie in the head of a line still. */
        boolean isInHead() {
            boolean whole = state == State.GOOD || state == State.SAMPLE;
            return whole && !isAtDesk() && work.leftAt.isEmpty();
        }
    }

    /** Over the tables of the transaction manager's database. */
    public ChipAttempts(JdbcTransactionManager transactions, RowSeal seal, Audit audit, InstantSource clock) {
        DataSource dataSource = Objects.requireNonNull(transactions.getDataSource());
        this.table = new ChipAttemptTable(dataSource, seal);
        this.used = new UsedChips(table);
        this.duplicated = new DuplicatedCards(dataSource, seal);
        this.dispatches = new CardDispatchTable(dataSource, seal);
        this.transaction = new TransactionTemplate(transactions);
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * All attempts for a card, in order.
     *
     * @throws NotReconciledException when a row was changed behind the back of this program
     */
    public List<ChipAttempt> of(Card card) {
        return table.of(card);
    }

    /**
     * Makes sure that a chip may be made for the card.
     *
     * @throws WrongUsageException when its batch is not closed in this ledger, when it is made again in another one, when it is on a chip
     *     already, or nobody knows what became of the last attempt
     */
    public void requireFree(Card card) {
        requireFree(card, of(card));
    }

    /** True when two persons let the card be made once more, whether it was ordered again yet or not. */
    boolean isMadeAgain(Card card) {
        return table.order(card)
                .filter(order -> duplicated.orders(card.batch()).contains(order))
                .isPresent();
    }

    /** The orders whose cards two persons let be made once more. */
    Set<String> madeAgain(String batch) {
        return duplicated.orders(batch);
    }

    private void requireFree(Card card, List<ChipAttempt> all) {
        if (!table.isClosed(card.batch())) {
            throw new WrongUsageException(
                    "the ledger of this home has not closed this batch, and nothing of it goes onto a chip");
        }
        if (isMadeAgain(card)) {
            throw new WrongUsageException(
                    "two persons let this card be made once more in another batch: this one goes onto no chip");
        }
        if (dispatches.hasLeft(card)) {
            throw new WrongUsageException("the card has left the house: it goes onto no other chip");
        }
        for (ChipAttempt before : all) {
            if (before.state() == State.GOOD) {
                throw new WrongUsageException("the card was personalized on chip "
                        + before.chip().keyData() + ", attempt " + before.number());
            }
            if (before.state() == State.STARTED) {
                throw new WrongUsageException("attempt " + before.number() + " on chip "
                        + before.chip().keyData()
                        + " began and nobody knows its end: destroy that chip, then batch scrap says so");
            }
        }
    }

    /**
     * Begins an attempt; durable when this returns.
     *
     * @throws WrongUsageException as {@link #requireFree}, when the chip was used before, for whatever card, or when another station began
     *     at the same moment
     */
    public ChipAttempt start(Card card, Chip chip, Place at) {
        ChipAttempt begun =
                Objects.requireNonNull(transaction.execute(status -> startWithin(card, chip, at)), "an attempt");
        table.reachDisk();
        return begun;
    }

    /** The same within a transaction of the caller, who brings it to the disk. */
    ChipAttempt startWithin(Card card, Chip chip, Place at) {
        table.lock(card);
        // judged and numbered from one reading: between two another station may begin
        List<ChipAttempt> before = of(card);
        requireFree(card, before);
        used.requireUnused(chip);
        Work work = new Work(at, clock.instant().toString(), "", 0, "");
        ChipAttempt begun = new ChipAttempt(card, before.size() + 1, State.STARTED, chip, work, "");
        try {
            table.insert(begun);
        } catch (DuplicateKeyException other) {
            throw new WrongUsageException("another station makes this card, or uses this chip, at the moment");
        }
        return begun;
    }

    /**
     * Ends an attempt; durable when this returns, or when the transaction is that it was called in.
     *
     * @param state any but STARTED
     * @param detail why, without any content
     * @throws NotReconciledException when it is not open any more
     */
    public void end(ChipAttempt begun, State state, String detail) {
        transaction.executeWithoutResult(status -> endWithin(begun, new End(state, detail, 0)));
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            table.reachDisk();
        }
    }

    /**
     * How an attempt ends.
     *
     * @param state any but STARTED
     * @param detail why, without any content
     * @param order the how manieth good card of its run it is, from 1; 0 for any other
     */
    record End(State state, String detail, int order) {}

    /** The same within a transaction of the caller, who brings it to the disk. */
    void endWithin(ChipAttempt begun, End end) {
        if (!endIfOpen(begun, end)) {
            throw new NotReconciledException("card " + begun.of().card() + ": attempt " + begun.number() + " on chip "
                    + begun.chip().keyData() + " has ended already");
        }
    }

    /** The same; false when somebody has ended it meanwhile, and nothing is changed then. */
    boolean endIfOpen(ChipAttempt begun, End end) {
        String detail = end.detail();
        ChipAttempt ended = new ChipAttempt(
                begun.of(),
                begun.number(),
                end.state(),
                begun.chip(),
                begun.work().ended(clock.instant().toString(), end.order()),
                detail.substring(0, Math.min(detail.length(), MAX_DETAIL)));
        boolean open = table.end(ended);
        if (open && ended.isAtDesk()) {
            audit.append(
                    Audit.Act.bySystem(AuditEvent.CHIP_ENDED_AT_DESK, ended.of().batch(), ended.words()));
        }
        return open;
    }

    /** After the transaction of somebody else, in which an attempt was ended. */
    void reachDisk() {
        table.reachDisk();
    }

    /** True until somebody ends it or gives it up. */
    public boolean isOpen(ChipAttempt begun) {
        return of(begun.of()).contains(begun);
    }

    /** As {@link UsedChips#toScrap}. */
    List<ChipAttempt> toScrap(String batch, String chip) {
        return used.toScrap(batch, chip);
    }
}
