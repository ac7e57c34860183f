package org.cardwright.pipeline.ledger;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.End;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipSheet.RunLine;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The runs of lines over the cards of sealed batches: which cards wait, what became of every blank, and a balance that is 0.
 *
 * <p>A run fences the one before it: what that had begun and not ended is scrap by name, its records wait again, and whatever it still
 * has in hand can no longer be committed. F-15, S1-51.
 */
public final class ChipRuns {

    /** Chips that a card may spoil before it is held, when nobody says otherwise. */
    public static final int USUAL_LIMIT = 3;

    private static final String CUT_OFF = "cut off";

    private final TransactionTemplate transaction;
    private final TransactionTemplate snapshot;
    private final Rows rows;

    /** What a run changes. */
    record Rows(
            ChipAttempts attempts,
            ChipAttemptTable chips,
            ChipRunTable runs,
            ChipHoldTable holds,
            AuditedRuns audit,
            InstantSource clock) {}

    /**
     * Cards that lie on one stock of plastic.
     *
     * @param batch identity of the batch
     * @param name of the group: the directory of its files
     * @param sealed the cards that the sealed manifest has in it
     */
    public record Group(String batch, String name, SealedCards sealed) {}

    /**
     * How a run works.
     *
     * @param station personalizer and equipment, 12 hexadecimal digits
     * @param limit chips that a card may spoil before it is held, at least 1
     * @param keys that it uses, and who runs it
     */
    public record Terms(String station, int limit, ChipKeys keys) {

        /** Checks the limit. */
        public Terms {
            if (limit < 1) {
                throw new IllegalArgumentException("a card may spoil at least one chip");
            }
        }
    }

    /** Over the tables of the transaction manager's database. */
    public ChipRuns(JdbcTransactionManager transactions, Books books, InstantSource clock) {
        DataSource dataSource = Objects.requireNonNull(transactions.getDataSource());
        this.transaction = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        ChipAttemptTable chips = new ChipAttemptTable(dataSource, books.seal());
        this.rows = new Rows(
                books.attempts(),
                chips,
                new ChipRunTable(dataSource, books.seal()),
                new ChipHoldTable(dataSource, books.seal()),
                new AuditedRuns(books.audit(), chips),
                clock);
    }

    /**
     * What runs are written down in.
     *
     * @param attempts the chips
     * @param audit every run
     * @param seal key of the rows
     */
    public record Books(ChipAttempts attempts, Audit audit, RowSeal seal) {}

    /**
     * Begins a run, and ends what an earlier one left behind. The caller makes sure that no other run is alive; one that is all the same
     * can finish nothing.
     *
     * @throws WrongUsageException when the ledger has not closed the batch, or has no card with a chip in the group
     * @throws NotReconciledException when counts do not agree, the cards are not those of the sealed manifest, or a row was changed, put
     *     back or removed behind the back of this program
     */
    public ChipRun begin(Group group, Terms terms) {
        ChipStanding standing = Objects.requireNonNull(transaction.execute(status -> {
            takeOver(group);
            return standing(group, terms.limit());
        }));
        requireCards(group, standing);
        List<RunLine> before = requireBalance(sheet(group, standing)).runs();
        ChipCount count = standing.count();
        RunLine run = new RunLine(
                UUID.randomUUID().toString(),
                before.size() + 1,
                terms.station(),
                rows.clock().instant().toString(),
                "",
                "",
                count.cards(),
                count.good(),
                List.of());
        transaction.executeWithoutResult(status -> {
            rows.runs().insert(run, group);
            rows.audit().begun(run, group, count, terms.keys());
        });
        rows.chips().reachDisk();
        return new ChipRun(transaction, rows, new ChipRun.Place(group, run), standing);
    }

    private void requireClosed(Group group) {
        if (!rows.chips().isClosed(group.batch())) {
            throw new WrongUsageException(
                    "the ledger of this home has not closed this batch, and nothing of it goes onto a chip");
        }
    }

    private static void requireCards(Group group, ChipStanding standing) {
        if (standing.cards().isEmpty()) {
            throw new WrongUsageException("the ledger has no card with a chip in group " + group.name());
        }
    }

    /** What an earlier run has begun is on a chip that nobody trusts. */
    private void takeOver(Group group) {
        requireClosed(group);
        for (RunLine run : rows.runs().runs(group)) {
            if (run.endedAt().isEmpty()) {
                if (!rows.runs().claim(run.id())) {
                    throw new RunLostException(group.batch());
                }
                for (ChipAttempt open : rows.chips().open(run.id())) {
                    rows.attempts().endWithin(open, new End(State.UNKNOWN, "the run was cut off", 0));
                }
                // two persons may have given chips of it up since it died
                RunRows said = RunRows.of(rows.chips(), run.id());
                Set<String> heads = new TreeSet<>(said.names());
                run.heads().forEach(head -> heads.add(head.head()));
                heads.forEach(head -> rows.runs().count(run.id(), head, counted -> said.mended(run, counted)));
                RunLine ended = run.with(rows.runs().heads(run.id()))
                        .ended(rows.clock().instant().toString(), CUT_OFF);
                rows.runs().end(ended, group);
                rows.audit()
                        .ended(
                                ended,
                                new AuditedRuns.Held(
                                        group, rows.holds().of(run.id()).size()),
                                CUT_OFF);
            }
        }
    }

    private ChipStanding standing(Group group, int limit) {
        Set<Long> withdrawn = new HashSet<>();
        List<Long> cards = rows.runs().cards(group, rows.attempts().madeAgain(group.batch()), withdrawn);
        ChipStanding standing = new ChipStanding(cards, withdrawn, limit);
        standing.read(rows.chips(), group.batch());
        return standing;
    }

    /**
     * The audit control sheet.
     *
     * @param limit chips that a card may spoil before it is held
     * @throws NotReconciledException when it does not balance
     */
    public ChipSheet sheet(Group group, int limit) {
        // a line may be working: everything is read as it was at one moment
        return Objects.requireNonNull(
                snapshot.execute(status -> requireBalance(sheet(group, asLeft(group, limit)))), "a sheet");
    }

    /**
     * Every chip that the cards of a batch used up, card after card, and the cards of a group that are on no chip, in order: as both are at
     * one moment, whether a line works or not.
     *
     * @param limit chips that a card may spoil before it is held
     * @param visitor gets each chip
     */
    public List<WaitingCard> standing(Group group, int limit, Consumer<ChipAttempt> visitor) {
        return Objects.requireNonNull(
                snapshot.execute(status -> {
                    rows.chips().each(group.batch(), visitor);
                    return asLeft(group, limit).waiting(holds(group));
                }),
                "a list");
    }

    /**
     * The cards of a group that are on no chip, as the next run begins with them: what the last one held although nothing was written
     * waits again.
     *
     * @param limit chips that a card may spoil before it is held
     * @throws WrongUsageException when the ledger has not closed the batch, or has no card with a chip in the group
     */
    public List<WaitingCard> ahead(Group group, int limit) {
        return Objects.requireNonNull(
                snapshot.execute(status -> {
                    requireClosed(group);
                    ChipStanding standing = standing(group, limit);
                    requireCards(group, standing);
                    return standing.waiting(Map.of());
                }),
                "a list");
    }

    /**
     * Writes into the audit, and onto the disk, which keys are about to be used outside of a run.
     *
     * @param about what they are for
     */
    public void note(String batch, String about, ChipKeys keys) {
        rows.audit().used(batch, about, keys);
        reachDisk();
    }

    /** Brings everything that was committed onto the disk. */
    public void reachDisk() {
        rows.chips().reachDisk();
    }

    /** With the cards that the last run held: the next one tries them again. */
    private ChipStanding asLeft(Group group, int limit) {
        ChipStanding standing = standing(group, limit);
        holds(group).keySet().forEach(standing::unfit);
        return standing;
    }

    private Map<Long, String> holds(Group group) {
        List<RunLine> runs = rows.runs().runs(group);
        return runs.isEmpty()
                ? Map.of()
                : rows.holds().of(runs.get(runs.size() - 1).id());
    }

    private ChipSheet sheet(Group group, ChipStanding standing) {
        List<RunLine> runs = rows.runs().runs(group);
        rows.audit().requireSame(group, runs, standing.desks());
        Map<Integer, Integer> held = new TreeMap<>();
        runs.forEach(run -> held.put(run.number(), rows.holds().of(run.id()).size()));
        rows.audit().requireHeld(group, held);
        List<ChipAttempts.Chip> samples = standing.samples();
        List<String> whole = samples.stream()
                .filter(chip -> !rows.audit().hasDestroyed(group, chip))
                .map(ChipAttempts.Chip::named)
                .toList();
        ChipSheet.Samples taken = new ChipSheet.Samples(samples.size(), whole);
        return new ChipSheet(group, runs, standing.atDesks(), standing.count(), taken);
    }

    private static ChipSheet requireBalance(ChipSheet sheet) {
        if (sheet.difference() != 0) {
            throw new NotReconciledException("group " + sheet.group().name() + ": chips name "
                    + sheet.now().good() + " good cards, runs and desks made "
                    + (sheet.now().good() - sheet.difference()));
        }
        return sheet;
    }

    /** Every chip that the cards of a batch used up, card after card. */
    public void each(String batch, Consumer<ChipAttempt> visitor) {
        rows.chips().each(batch, visitor);
    }
}
