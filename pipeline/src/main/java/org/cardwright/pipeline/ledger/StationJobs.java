package org.cardwright.pipeline.ledger;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.cardwright.pipeline.ledger.StationCard.Said;
import org.cardwright.pipeline.ledger.StationJob.State;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which cards of sealed batches were given to which machines, and what became of them. A card is in one job of a room at most in each
 * attempt; what is spoiled in any room begins anew in the first one, and what nobody knows waits for a person.
 *
 * <p>Every step is in the database when its method returns, before the station does what the step lets it do: the end of this process loses
 * none. All but {@link #heard} are on the disk by then, too.
 */
public final class StationJobs {

    private final StationTable table;
    private final StationAnswers told;
    private final ChipAttemptTable batches;
    private final EligibleCards admission;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    /** Over the tables of the transaction manager's database. */
    public StationJobs(JdbcTransactionManager transactions, RowSeal seal, InstantSource clock) {
        DataSource database = Objects.requireNonNull(transactions.getDataSource());
        this.table = new StationTable(database, seal);
        this.told = new StationAnswers(table, clock);
        this.batches = new ChipAttemptTable(database, seal);
        this.admission = new EligibleCards(table, database, seal);
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * What a machine asks for.
     *
     * @param batch identity of the batch
     * @param machine who asks
     * @param definition SHA-256 of its definition
     * @param group product and plastic
     * @param room where it stands
     */
    public record Plan(String batch, String machine, String definition, String group, Room room) {}

    /**
     * A room as the definition of a machine says it.
     *
     * @param name of the room
     * @param after the room that must have let a card go; absent for the first one
     * @param chain the first of the rooms that follow each other
     * @param attempts how often a card is made before a person must decide
     * @param dispatch what it means for the room that a card has left the house
     */
    public record Room(String name, Optional<String> after, String chain, int attempts, DispatchRule dispatch) {

        /** A room that makes cards. */
        public Room(String name, Optional<String> after, String chain, int attempts) {
            this(name, after, chain, attempts, new DispatchRule.Makes());
        }
    }

    /**
     * An answer about a card of a job.
     *
     * @param place in the job, from 1
     * @param state OK, REJECT or UNKNOWN
     * @param said beside that
     */
    public record Answer(int place, StationCard.State state, Said said) {}

    /** The job of a machine that has no end yet, of whatever batch. */
    public Optional<StationJob> open(String batch, String machine) {
        return table.jobs(batch).stream()
                .filter(job -> job.of().machine().equals(machine) && job.state() != State.ENDED)
                .findFirst();
    }

    /** All jobs of a batch. */
    public List<StationJob> jobs(String batch) {
        return table.jobs(batch);
    }

    /** The cards of a job, in order. */
    public List<StationCard> cards(StationJob job) {
        return table.cardsOf(job.name());
    }

    /** All cards of a batch that any station had. */
    public List<StationCard> cards(String batch) {
        return table.cards(batch);
    }

    /**
     * Takes the next cards for a machine: those of its group that the room may have now, in the order of the batch.
     *
     * @param cards indexes of all cards of the group
     * @param most how many
     * @return nothing when there is none
     * @throws WrongUsageException when this ledger has not closed the batch, or the machine has a job without an end
     */
    public Optional<StationJob> plan(Plan plan, List<Long> cards, int most) {
        return plan(plan, cards, most, taken -> {});
    }

    /** The same once somebody has looked at the cards by their indexes; when that throws, no job is planned. */
    public Optional<StationJob> plan(Plan plan, List<Long> cards, int most, Consumer<List<Long>> look) {
        if (!batches.isClosed(plan.batch())) {
            throw new WrongUsageException(
                    "the ledger of this home has not closed this batch, and no machine gets anything of it");
        }
        if (open(plan.batch(), plan.machine()).isPresent()) {
            throw new WrongUsageException("machine " + plan.machine() + " has a job without an end");
        }
        return durable(() -> {
            List<StationCard.Of> next = admission.of(plan, cards, most);
            look.accept(next.stream().map(StationCard.Of::card).toList());
            return taken(plan, next);
        });
    }

    private Optional<StationJob> taken(Plan plan, List<StationCard.Of> eligible) {
        if (eligible.isEmpty()) {
            return Optional.empty();
        }
        int number = table.lastNumber(plan.batch(), plan.room().name()) + 1;
        String name = StationJob.name(plan.batch(), plan.room().name(), number);
        StationJob job = new StationJob(
                new StationJob.Of(
                        plan.batch(), plan.room().name(), number, plan.machine(), plan.definition(), plan.group()),
                name,
                State.PLANNED,
                "",
                eligible.size(),
                new StationJob.Time(clock.instant().toString(), ""));
        List<StationCard> cards = new ArrayList<>();
        for (StationCard.Of of : eligible) {
            requireUnchanged(of);
            cards.add(new StationCard(of, name, cards.size() + 1, StationCard.State.TAKEN, Said.NOTHING, "", ""));
        }
        try {
            table.insert(job);
            table.insert(cards);
        } catch (DuplicateKeyException meanwhile) {
            throw new WrongUsageException("another station took cards of this room at the same moment: try again");
        }
        return Optional.of(job);
    }

    /** Whatever rooms have said of the card in any attempt must be as this program left it. */
    private void requireUnchanged(StationCard.Of of) {
        table.of(of.batch(), of.card());
    }

    private StationJob required(String name) {
        return table.job(name).orElseThrow(() -> new NotReconciledException("there is no job " + name));
    }

    /** The temporary file of a job is whole on the disk. */
    public void complete(String name, String sha256) {
        step(name, State.PLANNED, State.COMPLETE, sha256);
    }

    /** The machine has the job. */
    public void handed(String name) {
        StationJob job = required(name);
        step(name, job.sha256().isEmpty() ? State.PLANNED : State.COMPLETE, State.HANDED, job.sha256());
    }

    /**
     * The definition of the machine changed before anything of the job was complete.
     *
     * @throws WrongUsageException when a part of it may be at the machine already
     */
    public void redefined(StationJob job, String definition) {
        if (job.state() != State.PLANNED) {
            throw new WrongUsageException("the definition of machine "
                    + job.of().machine() + " changed while its job " + job.name() + " is under way: put it back");
        }
        durable(() -> table.replace(job, job.redefined(definition)));
    }

    private void step(String name, State from, State to, String sha256) {
        durable(() -> {
            StationJob job = required(name);
            if (job.state() != from || !table.replace(job, job.in(to, sha256))) {
                throw new NotReconciledException("job " + name + " is not " + from);
            }
            return job;
        });
    }

    /** A card is about to be said to its machine. What was heard before is on the disk with it. */
    public void begun(String name, int place) {
        durable(() -> {
            StationCard card = required(name, place);
            if (card.state() != StationCard.State.TAKEN || !table.replace(card, card.begun())) {
                throw new NotReconciledException("card " + card.reference() + " was begun before");
            }
            return card;
        });
    }

    private StationCard required(String name, int place) {
        return table.card(name, place)
                .orElseThrow(() -> new NotReconciledException("job " + name + " has no such card"));
    }

    /**
     * Writes down what became of cards. A plastic that another card is bound to leaves its card unknown.
     *
     * @throws NotReconciledException when a card had its answer before
     */
    public void answered(String name, List<Answer> answers) {
        durable(() -> told.of(name, answers));
    }

    /**
     * Writes down what became of a card on a line, where the next one follows. It is not forced by itself: a power cut before the next step
     * of whatever job, or {@link #settled}, may leave the card begun, and so unknown; never made twice.
     *
     * @throws NotReconciledException when the card had its answer before
     */
    public void heard(String name, Answer answer) {
        written(() -> told.of(name, List.of(answer)));
    }

    /** Everything that was heard is on the disk. */
    public void settled() {
        batches.reachDisk();
    }

    /** Cards that were said to a machine, and whose answer nobody heard because everything ended: unknown from now on. */
    public int interrupted(StationJob job) {
        List<Answer> lost = cards(job).stream()
                .filter(card -> card.state() == StationCard.State.BEGUN)
                .map(card -> new Answer(card.place(), StationCard.State.UNKNOWN, new Said("interrupted", "")))
                .toList();
        if (!lost.isEmpty()) {
            answered(job.name(), lost);
        }
        return lost.size();
    }

    /** The one place where something becomes durable. */
    private synchronized <T> T durable(Supplier<T> work) {
        T done = written(work);
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            batches.reachDisk();
        }
        return done;
    }

    private synchronized <T> T written(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    /** Ends a card as a person decided; belongs into the transaction of the act. */
    StationCard decide(StationCard card, StationCard.State end, String person) {
        StationCard decided = card.decided(end, person, clock.instant().toString());
        if (!table.replace(card, decided)) {
            throw new WrongUsageException("the card changed meanwhile");
        }
        return decided;
    }

    /** After the transaction of an act. */
    void reachDisk() {
        batches.reachDisk();
    }
}
