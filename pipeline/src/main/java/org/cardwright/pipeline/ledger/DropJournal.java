package org.cardwright.pipeline.ledger;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The files that issuers dropped, and what became of each. Every row changes in the transaction of its entry in the audit, so that the one
 * never says what the other does not. F-05, F-06.
 */
public final class DropJournal {

    private static final int MOST_REASON = 500;
    private static final int SHOWN_DIGITS = 16;

    private final TransactionTemplate transaction;
    private final DropTable table;
    private final Audit audit;
    private final Clock clock;

    /** Over the tables of the transaction manager's database. */
    public DropJournal(JdbcTransactionManager transactions, RowSeal seal, Audit audit, Clock clock) {
        DataSource dataSource = Objects.requireNonNull(transactions.getDataSource());
        this.transaction = new TransactionTemplate(transactions);
        this.table = new DropTable(dataSource, seal);
        this.audit = audit;
        this.clock = clock;
    }

    /** All drops, or those of one issuer, oldest first. */
    public List<Drop> list(Optional<String> issuer) {
        return table.list(issuer);
    }

    /** Drops that are not over, oldest first. */
    public List<Drop> open() {
        return table.open();
    }

    /** Drops that are over and of which their issuer was not told, oldest first. */
    public List<Drop> untold() {
        return table.untold();
    }

    /** The drop that was taken last; 0 before the first. */
    public long lastNumber() {
        return table.nextNumber() - 1;
    }

    /** The drop of a copy. */
    public Optional<Drop> find(String id) {
        return table.find(id);
    }

    /** Takes a file of which our copy is safe. What came before and was not refused is taken as REPEATED and names the first one. */
    public Drop take(String id, Drop.Of of) {
        return insert(
                id,
                of,
                () -> table.withContent(of)
                        .map(DropJournal::repeats)
                        .map(Verdict::repeated)
                        .orElse(Verdict.TAKEN));
    }

    /** How a new drop begins. */
    private record Verdict(DropState state, String reason) {

        private static final Verdict TAKEN = new Verdict(DropState.TAKEN, "");

        static Verdict repeated(String reason) {
            return new Verdict(DropState.REPEATED, reason);
        }
    }

    private static String repeats(Drop first) {
        String batch = first.batch().isEmpty() ? "" : ", batch " + first.batch().substring(0, SHOWN_DIGITS);
        return "D-301: the same content came as drop " + first.number() + ", "
                + first.of().name() + ", at " + first.time().takenAt() + batch;
    }

    /** Notes a file that goes to quarantine without having been taken. */
    public Drop quarantine(String id, Drop.Of of, String reason) {
        return insert(id, of, () -> new Verdict(DropState.QUARANTINED, line(reason)));
    }

    /** The audit first: its end is locked, so numbers follow each other and the same content is seen once. */
    private Drop insert(String id, Drop.Of of, Supplier<Verdict> judge) {
        return Objects.requireNonNull(transaction.execute(status -> {
            audit.lock();
            Verdict verdict = judge.get();
            Drop.Time time = new Drop.Time(now(), verdict.state().isOver() ? now() : "");
            Drop drop = new Drop(id, table.nextNumber(), of, verdict.state(), verdict.reason(), "", time);
            audit.append(act(drop));
            table.insert(drop);
            return drop;
        }));
    }

    /**
     * Says how far a drop has come.
     *
     * @param reason rule and words without content
     * @param batch what is made of it, empty for none
     * @throws NotReconciledException when it is not as the caller saw it
     */
    public Drop change(Drop before, DropState state, String reason, String batch) {
        Drop after = new Drop(
                before.id(),
                before.number(),
                before.of(),
                state,
                line(reason),
                batch,
                new Drop.Time(before.time().takenAt(), state.isOver() ? now() : ""));
        transaction.executeWithoutResult(status -> {
            if (state != DropState.PREPARING) {
                audit.append(act(after));
            }
            if (!table.replace(before, after)) {
                throw new NotReconciledException(before.words() + ": somebody else changed it");
            }
        });
        return after;
    }

    /** The issuer was told of the end of a drop. */
    public void told(Drop drop) {
        table.told(drop);
    }

    private static Audit.Act act(Drop drop) {
        boolean well = drop.state() == DropState.TAKEN || drop.state() == DropState.SEALED;
        String file = drop.of().sha256().isEmpty() ? "" : ", file " + drop.of().sha256();
        String batch = drop.batch().isEmpty() ? "" : ", batch " + drop.batch();
        String why = drop.reason().isEmpty() ? "" : ": " + drop.reason();
        return new Audit.Act(
                Audit.SYSTEM,
                event(drop.state()),
                well,
                "drop " + drop.number() + file,
                "issuer " + drop.of().issuer() + ", " + drop.of().name() + ", bytes "
                        + drop.of().bytes() + envelope(drop.of().envelope()) + ", " + drop.state() + batch + why);
    }

    private static String envelope(Drop.Envelope envelope) {
        return envelope.equals(Drop.Envelope.NONE)
                ? ""
                : ", signed by " + envelope.signer() + ", envelope " + envelope.sha256();
    }

    private static AuditEvent event(DropState state) {
        return switch (state) {
            case TAKEN, PREPARING -> AuditEvent.DROP_TAKEN;
            case SEALED -> AuditEvent.DROP_SEALED;
            case WAITING, HELD -> AuditEvent.DROP_WAITING;
            case REFUSED, QUARANTINED, REPEATED -> AuditEvent.DROP_REFUSED;
        };
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** One line that fits. */
    static String line(String text) {
        String joined = text.lines()
                .map(String::strip)
                .reduce((one, next) -> one + "; " + next)
                .orElse("");
        return joined.length() <= MOST_REASON ? joined : joined.substring(0, MOST_REASON);
    }
}
