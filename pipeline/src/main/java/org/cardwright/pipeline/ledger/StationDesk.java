package org.cardwright.pipeline.ledger;

import java.util.Objects;
import java.util.Optional;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.pipeline.ledger.StationCard.State;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where two persons decide about cards of which nobody knows what became, and one about jobs whose machine will not answer. Each
 * decision stands in the audit with its persons and reason. P-10.
 */
public final class StationDesk {

    private static final int MAX_REASON = 400;

    private final StationJobs jobs;
    private final TransactionTemplate transaction;
    private final People people;

    /** Over the same database as the jobs. */
    public StationDesk(StationJobs jobs, JdbcTransactionManager transactions, People people) {
        this.jobs = jobs;
        this.transaction = new TransactionTemplate(transactions);
        this.people = people;
    }

    /**
     * Who decides, and where it is written down.
     *
     * @param operators proven persons
     * @param approvals two-person acts
     * @param audit all of it
     */
    public record People(Operators operators, Approvals approvals, Audit audit) {}

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
     * The first person says what became of a card that is unknown, or was spoiled as often as it is made without a person.
     *
     * @throws WrongUsageException when there is no such card to decide about
     * @throws OperatorRefusedException when the person is not proven
     */
    public ApprovalRequest request(At at, Found found, Spoken spoken) {
        waiting(at, found);
        String subject = at.room() + " " + at.reference() + " " + found;
        return people.approvals()
                .request(
                        new ApprovalRequest.Subject(ApprovalRequest.Act.STATION_CARD, at.batch(), subject),
                        spoken.reason(),
                        spoken.login());
    }

    /**
     * Ends the card, now that two persons have said the same of it.
     *
     * @return the card; empty when the request was used already
     * @throws WrongUsageException when the card does not wait any more
     */
    public Optional<StationCard> decide(ApprovalRequest approved) {
        String[] subject = approved.subject().split(" ", -1);
        At at = new At(approved.batch(), subject[0], subject[1]);
        Found found = Found.valueOf(subject[2]);
        Optional<StationCard> decided =
                Objects.requireNonNull(transaction.execute(status -> decided(approved, at, found)));
        jobs.reachDisk();
        return decided;
    }

    private Optional<StationCard> decided(ApprovalRequest approved, At at, Found found) {
        if (!people.approvals().use(approved)) {
            return Optional.empty();
        }
        StationCard card = waiting(at, found);
        people.audit()
                .append(new Audit.Act(
                        approved.approvedBy(),
                        AuditEvent.STATION_CARD_DECIDED,
                        true,
                        approved.batch(),
                        approved.about().audited(approved.reason())));
        return Optional.of(jobs.decide(card, found == Found.GOOD ? State.OK : State.REJECT, approved.approvedBy()));
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
            people.audit()
                    .append(new Audit.Act(
                            who.id(),
                            AuditEvent.STATION_JOB_GIVEN_UP,
                            true,
                            batch,
                            "job " + job + ": " + reason(spoken)));
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
        return people.operators().prove(Optional.of(spoken.login()), OperatorRole.OPERATOR);
    }

    private static String reason(Spoken spoken) {
        String reason = CardNumberMask.mask(spoken.reason());
        return reason.length() > MAX_REASON ? "" : reason;
    }
}
