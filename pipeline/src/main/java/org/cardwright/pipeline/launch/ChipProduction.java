package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.CardDispatches;
import org.cardwright.pipeline.ledger.CardsOfOthers;
import org.cardwright.pipeline.ledger.ChipAttempts;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipKeys;
import org.cardwright.pipeline.ledger.ChipRun;
import org.cardwright.pipeline.ledger.ChipRuns;
import org.cardwright.pipeline.ledger.ChipRuns.Group;
import org.cardwright.pipeline.ledger.ChipRuns.Terms;
import org.cardwright.pipeline.ledger.ChipSheet;
import org.cardwright.pipeline.ledger.Database;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.ledger.DispatchWithdrawals;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.ledger.OperatorState;
import org.cardwright.pipeline.ledger.RowSeal;
import org.cardwright.pipeline.ledger.StationDesk;
import org.cardwright.pipeline.ledger.StationJobs;
import org.cardwright.pipeline.ledger.WaitingCard;

/** Where the cards of sealed batches are put onto chips, one by one or by lines, and are given to other machines. */
public final class ChipProduction {

    private final PipelineSettings settings;
    private final ChipAttempts attempts;
    private final ChipRuns runs;
    private final StationDesk stations;
    private final Tables tables;
    private final CardDispatches dispatches;
    private final CardsOfOthers others;
    private final DispatchWithdrawals withdrawals;

    ChipProduction(Foundation foundation) {
        this.settings = foundation.settings();
        PipelinePorts ports = foundation.ports();
        this.tables = foundation.tables();
        this.attempts = tables.chipAttempts();
        RowSeal seal = RowSeal.under(ports.module().seals(), ports.ledgerKey());
        this.runs = new ChipRuns(
                foundation.transactions(), new ChipRuns.Books(attempts, tables.audit(), seal), ports.clock());
        this.dispatches = new CardDispatches(foundation.transactions(), tables.audit(), seal, ports.clock());
        this.others = new CardsOfOthers(foundation.transactions(), dispatches, tables.approvals(), tables.audit());
        this.withdrawals =
                new DispatchWithdrawals(foundation.transactions(), dispatches, tables.approvals(), tables.audit());
        this.stations = new StationDesk(
                new StationJobs(foundation.transactions(), seal, ports.clock()),
                foundation.transactions(),
                new StationDesk.People(tables.operators(), tables.approvals(), tables.audit()));
    }

    /** Which chips the records of sealed batches have used up. */
    public ChipAttempts attempts() {
        return attempts;
    }

    /** True where people are registered: one of them says who works. */
    public boolean needsOperator() {
        return tables.operators().list().stream().anyMatch(person -> person.state() != OperatorState.REMOVED);
    }

    /**
     * Who works.
     *
     * @param login empty only where nobody is registered
     * @return the id of an OPERATOR, or {@link Audit#SYSTEM}
     * @throws org.cardwright.pipeline.ledger.OperatorRefusedException when the person is not proven or lacks the role
     */
    public String worker(Optional<OperatorLogin> login) {
        return login.isEmpty() && !needsOperator()
                ? Audit.SYSTEM
                : tables.operators().prove(login, OperatorRole.OPERATOR).id();
    }

    /**
     * Writes into the audit, and onto the disk, which keys are about to be used outside of a run.
     *
     * @param about what they are for
     */
    public void note(String batch, String about, ChipKeys keys) {
        runs.note(batch, about, keys);
    }

    /**
     * Writes into the audit, and onto the disk, which cards a machine is about to get.
     *
     * @param operator who works there, as {@link #worker} gives it
     * @param about job and machine
     */
    public void noteMachineJob(String batch, String operator, String about) {
        tables.audit().append(new Audit.Act(operator, AuditEvent.STATION_JOB_BEGUN, true, batch, about));
        runs.reachDisk();
    }

    /** Which cards machines other than chip heads were given, and what became of them. */
    public StationDesk stations() {
        return stations;
    }

    /** Which cards have left the house. */
    public CardDispatches dispatches() {
        return dispatches;
    }

    /** Where two persons say that cards have left which others make. */
    public CardsOfOthers others() {
        return others;
    }

    /** Where two persons take back that cards have left. */
    public DispatchWithdrawals withdrawals() {
        return withdrawals;
    }

    /** What a line does in a run. */
    @FunctionalInterface
    public interface Work {

        /** Does it; says in a few words how it ended. */
        String during(ChipRun run) throws IOException;
    }

    /**
     * One run over a group, while no other one is alive. A run that fails is left open: the next one takes it over, and its chips that
     * have no end are scrap.
     *
     * @return the audit control sheet at its end
     * @throws DatabaseUnavailableException when another line works on the group, or the database is lost
     * @throws org.cardwright.pipeline.ledger.WrongUsageException when the ledger has not closed the batch, or has no card with a chip in
     *     the group
     * @throws org.cardwright.pipeline.ledger.NotReconciledException when counts do not agree
     */
    public ChipSheet run(Group group, Terms terms, Work work) throws IOException {
        try (RunLock alone = RunLock.tryAcquire(settings, lockName(group)).orElse(null)) {
            if (alone == null) {
                throw new DatabaseUnavailableException(
                        "another line puts the cards of group " + group.name() + " onto chips at the moment");
            }
            return runAlone(group, terms, work);
        } catch (RuntimeException failed) {
            throw Database.lost(failed).<RuntimeException>map(lost -> lost).orElse(failed);
        }
    }

    private ChipSheet runAlone(Group group, Terms terms, Work work) throws IOException {
        ChipRun run = runs.begin(group, terms);
        String ending = work.during(run);
        run.finish(ending);
        return sheet(group, terms.limit());
    }

    /** Its own lock: the batch is closed, and may be verified meanwhile. */
    private static String lockName(Group group) {
        try {
            byte[] text = ("chips/" + group.batch() + "/" + group.name()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /**
     * The audit control sheet of a group.
     *
     * @param limit chips that a card may spoil before it is held
     * @throws org.cardwright.pipeline.ledger.NotReconciledException when it does not balance
     */
    public ChipSheet sheet(Group group, int limit) {
        return runs.sheet(group, limit);
    }

    /**
     * Every chip that the cards of a batch used up, card after card, and the cards of a group that are on no chip, and why: both as they are
     * at one moment.
     *
     * @param limit chips that a card may spoil before it is held
     * @param visitor gets each chip; none is kept
     */
    public List<WaitingCard> standing(Group group, int limit, Consumer<ChipAttempt> visitor) {
        return runs.standing(group, limit, visitor);
    }

    /**
     * The cards of a group as the next run begins with them: what the last one held although nothing was written waits again.
     *
     * @param limit chips that a card may spoil before it is held
     * @throws org.cardwright.pipeline.ledger.WrongUsageException when the next run could not begin
     */
    public List<WaitingCard> ahead(Group group, int limit) {
        return runs.ahead(group, limit);
    }

    /** Every chip that the cards of a batch used up, card after card; none is kept. */
    public void each(String batch, Consumer<ChipAttempt> visitor) {
        runs.each(batch, visitor);
    }
}
