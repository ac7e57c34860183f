package org.cardwright.pipeline.ledger;

import java.util.Objects;
import java.util.Optional;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.pipeline.ledger.StationCard.State;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where a proven person decides about cards of which nobody knows what became, and about jobs whose machine will not answer. Each
 * decision stands in the audit with its person and reason.
 */
public final class StationDesk {

    private static final int MAX_REASON = 400;

    private final StationJobs jobs;
    private final TransactionTemplate transaction;
    private final Operators operators;
    private final Audit audit;

    /** Over the same database as the jobs. */
    public StationDesk(StationJobs jobs, JdbcTransactionManager transactions, Operators operators, Audit audit) {
        this.jobs = jobs;
        this.transaction = new TransactionTemplate(transactions);
        this.operators = operators;
        this.audit = audit;
    }

    /** What a person found. */
    public enum Found {
        /** The card is there and good. */
        GOOD,
        /** The card was destroyed, or is nowhere: it is made once more. */
        SPOILED
    }

    /**
     * A card at a station.
     *
     * @param batch identity of the batch
     * @param room where
     * @param reference as {@link StationCard#reference}
     */
    public record At(String batch, String room, String reference) {}

    /** The jobs about which is decided here. */
    public StationJobs jobs() {
        return jobs;
    }

    /**
     * Decides about a card that is unknown, or was spoiled as often as it is made without a person.
     *
     * @throws WrongUsageException when there is no such card to decide about
     * @throws OperatorRefusedException when the person is not proven
     */
    public StationCard decide(At at, Found found, Spoken spoken) {
        Operator who = prove(spoken);
        StationCard card = waiting(at, found);
        State end = found == Found.GOOD ? State.OK : State.REJECT;
        StationCard decided = Objects.requireNonNull(transaction.execute(status -> {
            audit.append(new Audit.Act(
                    who.id(),
                    AuditEvent.STATION_CARD_DECIDED,
                    true,
                    at.batch(),
                    "card " + at.reference() + " in " + at.room() + " is " + found + ": " + reason(spoken)));
            return jobs.decide(card, end, who.id());
        }));
        jobs.reachDisk();
        return decided;
    }

    private StationCard waiting(At at, Found found) {
        return jobs.cards(at.batch()).stream()
                .filter(card -> card.reference().equals(at.reference())
                        && card.of().room().equals(at.room()))
                .filter(card -> card.state() == State.UNKNOWN
                        || (found == Found.SPOILED
                                && card.state() == State.REJECT
                                && card.decidedBy().isEmpty()))
                .findFirst()
                .orElseThrow(() -> new WrongUsageException(
                        "there is no card " + at.reference() + " in this room that waits for a person"));
    }

    /**
     * Gives up a job whose machine will not answer: every card without an answer is unknown, and waits for a person.
     *
     * @param withdraw takes the job out of the reach of its machine, so that it is not made later
     * @throws WrongUsageException when the machine does not have the job, or has answered
     */
    public void giveUp(StationJob open, Spoken spoken, Runnable withdraw) {
        Operator who = prove(spoken);
        String job = open.name();
        String batch = open.of().batch();
        if (open.state() != StationJob.State.HANDED) {
            throw new WrongUsageException("the machine does not have job " + job);
        }
        withdraw.run();
        transaction.executeWithoutResult(status -> {
            jobs.answered(
                    job,
                    jobs.cards(open).stream()
                            .filter(card -> card.state().isOpen())
                            .map(card -> new StationJobs.Answer(
                                    card.place(), State.UNKNOWN, new StationCard.Said("given-up", "")))
                            .toList());
            audit.append(new Audit.Act(
                    who.id(), AuditEvent.STATION_JOB_GIVEN_UP, true, batch, "job " + job + ": " + reason(spoken)));
        });
        jobs.reachDisk();
    }

    /**
     * Who says why.
     *
     * @param login of the person
     * @param reason why
     */
    public record Spoken(OperatorLogin login, String reason) {}

    private Operator prove(Spoken spoken) {
        if (reason(spoken).isBlank()) {
            throw new WrongUsageException("a decision has a reason of 1 to " + MAX_REASON + " characters");
        }
        return operators.prove(Optional.of(spoken.login()), OperatorRole.OPERATOR);
    }

    private static String reason(Spoken spoken) {
        String reason = CardNumberMask.mask(spoken.reason());
        return reason.length() > MAX_REASON ? "" : reason;
    }
}
