package org.cardwright.pipeline.ledger;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.End;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipSheet.RunLine;
import org.springframework.jdbc.support.JdbcTransactionManager;
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
    private final Rows rows;

    /** What a run changes. */
    record Rows(ChipAttempts attempts, ChipAttemptTable chips, ChipRunTable runs, Audit audit, InstantSource clock) {}

    /**
     * Cards that lie on one stock of plastic.
     *
     * @param batch identity of the batch
     * @param name of the group: the directory of its files
     */
    public record Group(String batch, String name) {}

    /**
     * How a run works.
     *
     * @param station personalizer and equipment, 12 hexadecimal digits
     * @param limit chips that a card may spoil before it is held, at least 1
     */
    public record Terms(String station, int limit) {

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
        this.rows = new Rows(
                books.attempts(),
                new ChipAttemptTable(dataSource, books.seal()),
                new ChipRunTable(dataSource, books.seal()),
                books.audit(),
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
     * @throws NotReconciledException when counts do not agree, or a row was changed behind the back of this program
     */
    public ChipRun begin(Group group, Terms terms) {
        ChipStanding standing = Objects.requireNonNull(transaction.execute(status -> {
            takeOver(group);
            return standing(group, terms.limit());
        }));
        if (standing.cards().isEmpty()) {
            throw new WrongUsageException("the ledger has no card with a chip in group " + group.name());
        }
        requireBalance(sheet(group, standing));
        List<RunLine> before = rows.runs().runs(group);
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
            rows.audit()
                    .append(Audit.Act.bySystem(
                            AuditEvent.CHIP_RUN_BEGUN,
                            group.batch(),
                            "run " + run.number() + " of group " + group.name() + " at station " + terms.station()
                                    + ": cards " + count.cards() + ", good before " + count.good() + ", held "
                                    + count.held()));
        });
        rows.chips().reachDisk();
        return new ChipRun(transaction, rows, new ChipRun.Place(group, run), standing);
    }

    /** What an earlier run has begun is on a chip that nobody trusts. */
    private void takeOver(Group group) {
        if (!rows.chips().isClosed(group.batch())) {
            throw new WrongUsageException(
                    "the ledger of this home has not closed this batch, and nothing of it goes onto a chip");
        }
        for (RunLine run : rows.runs().runs(group)) {
            if (run.endedAt().isEmpty()) {
                if (!rows.runs().claim(run.id())) {
                    throw new RunLostException(group.batch());
                }
                for (ChipAttempt open : rows.chips().open(run.id())) {
                    rows.attempts().endWithin(open, new End(State.UNKNOWN, "the run was cut off", 0));
                    rows.runs()
                            .store(
                                    run.id(),
                                    rows.runs()
                                            .head(run.id(), open.work().at().head())
                                            .withScrap());
                }
                rows.runs().end(ended(run, rows.clock().instant().toString(), CUT_OFF), group);
            }
        }
    }

    static RunLine ended(RunLine run, String moment, String how) {
        return new RunLine(
                run.id(),
                run.number(),
                run.station(),
                run.begunAt(),
                moment,
                how,
                run.cards(),
                run.carried(),
                run.heads());
    }

    private ChipStanding standing(Group group, int limit) {
        ChipStanding standing =
                new ChipStanding(rows.runs().cards(group), rows.runs().withdrawn(group), limit);
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
        return requireBalance(sheet(group, standing(group, limit)));
    }

    private ChipSheet sheet(Group group, ChipStanding standing) {
        return new ChipSheet(group, rows.runs().runs(group), standing.atDesks(), standing.count());
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
