package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which chips the records of sealed batches have used up. A record is on one chip at most: another attempt needs an end of the one before
 * that was not good.
 *
 * <p>A row is durable before the first command that changes the chip, so a crash leaves an attempt without an end, never a chip without an
 * attempt.
 */
public final class ChipAttempts {

    private static final String CONTEXT = "ledger.chip-attempt";
    private static final int MAX_DETAIL = 400;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final RowSeal seal;

    /** How an attempt stands. */
    public enum State {
        /** Begun; what became of it nobody has said. */
        STARTED,
        /** The record is on the chip. */
        GOOD,
        /** The chip refused, and is scrap. */
        REFUSED,
        /** Nobody knows what is on the chip: it is scrap. */
        UNKNOWN
    }

    /**
     * A card of a sealed batch.
     *
     * @param batch identity of the batch
     * @param card index of its record in the manifest, from 1
     */
    public record Card(String batch, long card) {}

    /**
     * One chip for a card.
     *
     * @param of which card
     * @param number from 1
     * @param state how it stands
     * @param keyData KMCID and CSN of the chip, hexadecimal
     * @param detail why it is not good; empty otherwise
     */
    public record ChipAttempt(Card of, int number, State state, String keyData, String detail) {

        private List<String> fields() {
            return List.of(of.batch, "" + of.card, "" + number, state.name(), keyData, detail);
        }
    }

    /** Over the tables of the transaction manager's database. */
    public ChipAttempts(JdbcTransactionManager transactions, RowSeal seal) {
        this.jdbc = new JdbcTemplate(Objects.requireNonNull(transactions.getDataSource()));
        this.transaction = new TransactionTemplate(transactions);
        this.seal = seal;
    }

    /**
     * All attempts for a card, in order.
     *
     * @throws NotReconciledException when a row was changed behind the back of this program
     */
    public List<ChipAttempt> of(Card card) {
        RowMapper<ChipAttempt> attempt = (row, n) -> believed(
                new ChipAttempt(
                        card,
                        row.getInt("attempt"),
                        State.valueOf(row.getString("state")),
                        row.getString("key_data"),
                        row.getString("detail")),
                row.getString("seal"));
        return jdbc.query(
                "select * from chip_attempt where batch = ? and card = ? order by attempt",
                attempt,
                card.batch(),
                card.card());
    }

    private ChipAttempt believed(ChipAttempt attempt, String stored) {
        if (!seal.of(CONTEXT, attempt.fields()).equals(stored)) {
            throw new NotReconciledException("attempt " + attempt.number() + " for card "
                    + attempt.of().card() + " is not as this program left it");
        }
        return attempt;
    }

    private Optional<ChipAttempt> last(Card card) {
        List<ChipAttempt> all = of(card);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /**
     * Makes sure that a chip may be made for the card.
     *
     * @throws WrongUsageException when it is on a chip already, or nobody knows what became of the last attempt
     */
    public void requireFree(Card card) {
        last(card).ifPresent(before -> {
            if (before.state() == State.GOOD) {
                throw new WrongUsageException(
                        "the card was personalized on chip " + before.keyData() + ", attempt " + before.number());
            }
            if (before.state() == State.STARTED) {
                throw new WrongUsageException("attempt " + before.number() + " on chip " + before.keyData()
                        + " began and nobody knows its end: scrap that chip, then say so");
            }
        });
    }

    /**
     * Begins an attempt; durable when this returns.
     *
     * @param keyData of the chip, hexadecimal
     * @throws WrongUsageException as {@link #requireFree}, or when another station began at the same moment
     */
    public ChipAttempt start(Card card, String keyData) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                requireFree(card);
                int number = last(card).map(before -> before.number() + 1).orElse(1);
                ChipAttempt begun = new ChipAttempt(card, number, State.STARTED, keyData, "");
                jdbc.update(
                        "insert into chip_attempt (batch, card, attempt, state, key_data, detail, seal)"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        card.batch(),
                        card.card(),
                        number,
                        begun.state().name(),
                        keyData,
                        "",
                        seal.of(CONTEXT, begun.fields()));
                return begun;
            }));
        } catch (DuplicateKeyException other) {
            throw new WrongUsageException("another station makes this card at the moment");
        }
    }

    /**
     * Ends an attempt.
     *
     * @param state GOOD, REFUSED or UNKNOWN
     * @param detail why, without any content
     * @throws NotReconciledException when it is not open any more
     */
    public void end(ChipAttempt begun, State state, String detail) {
        ChipAttempt ended = new ChipAttempt(
                begun.of(),
                begun.number(),
                state,
                begun.keyData(),
                detail.substring(0, Math.min(detail.length(), MAX_DETAIL)));
        transaction.executeWithoutResult(status -> {
            int rows = jdbc.update(
                    "update chip_attempt set state = ?, detail = ?, seal = ?"
                            + " where batch = ? and card = ? and attempt = ? and state = ?",
                    state.name(),
                    ended.detail(),
                    seal.of(CONTEXT, ended.fields()),
                    begun.of().batch(),
                    begun.of().card(),
                    begun.number(),
                    State.STARTED.name());
            if (rows != 1) {
                throw new NotReconciledException("attempt " + begun.number() + " has ended already");
            }
        });
    }

    /** Gives up an attempt without an end: its chip is scrap. Does nothing when the last one has ended. */
    public void scrapUnfinished(Card card) {
        last(card)
                .filter(before -> before.state() == State.STARTED)
                .ifPresent(before -> end(before, State.UNKNOWN, "given up by hand"));
    }
}
