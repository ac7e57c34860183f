package org.cardwright.jobs.wiring;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.machine.language.CardTexts;
import org.cardwright.machine.language.JobCard;
import org.cardwright.machine.queue.CardAnswer;
import org.cardwright.machine.queue.Delivery;
import org.cardwright.machine.queue.JudgedAnswers;
import org.cardwright.machine.queue.MachineDefinition;
import org.cardwright.machine.queue.MachineJob;
import org.cardwright.machine.queue.MachineRooms;
import org.cardwright.machine.queue.Station;
import org.cardwright.machine.queue.StationException;
import org.cardwright.machine.queue.StationJournal;
import org.cardwright.pipeline.ledger.StationCard;
import org.cardwright.pipeline.ledger.StationJob;
import org.cardwright.pipeline.ledger.StationJobs;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** One machine works through the cards of a sealed batch that it may have: job after job, each counted in the ledger before it moves. */
public final class MachineShift implements Closeable {

    private final StationJobs jobs;
    private final MachineDefinition machine;
    private final MachineRooms rooms;
    private final MachineCards cards;
    private final MachineTexts texts;

    /** A shift of a machine; closed by whoever began it. */
    public MachineShift(StationJobs jobs, MachineDefinition machine, MachineRooms rooms, MachineCards cards) {
        this.jobs = jobs;
        this.machine = machine;
        this.rooms = rooms;
        this.cards = cards;
        this.texts = cards.texts();
    }

    /**
     * How a shift ended.
     *
     * @param machine whose it was
     * @param jobs that ended
     * @param repeated answers that were given again
     * @param foreign answers that belong to no card
     * @param waiting name of the job that the machine has not answered in full; empty for none
     * @param stopped why the station could not go on; empty when it could
     */
    public record Ended(String machine, int jobs, int repeated, int foreign, String waiting, String stopped) {

        private Ended after(JudgedAnswers judged) {
            JudgedAnswers.Findings findings = judged.findings();
            return new Ended(
                    machine, jobs, repeated + findings.repeated(), foreign + findings.foreign(), waiting, stopped);
        }

        /** An answer after the last one belongs to no card any more. */
        private Ended withLate(int late) {
            return new Ended(machine, jobs, repeated, foreign + late, waiting, stopped);
        }

        private Ended withJob() {
            return new Ended(machine, jobs + 1, repeated, foreign, waiting, stopped);
        }

        private Ended waitingFor(String job, String why) {
            return new Ended(machine, jobs, repeated, foreign, job, why);
        }
    }

    /**
     * Works until no card is left, or the machine has not answered in time. Files of the batch stay open until {@link #close}: whoever goes
     * on reads on.
     *
     * @throws WrongUsageException when the definition changed while a job was under way
     * @throws AlteredCardException when a card is not as it was sealed: no job with it is planned, or nothing of it was handed over
     * @throws ConfigurationException when a card cannot be made on this machine: nothing of its job was handed over
     */
    public Ended work(Duration patience) throws IOException {
        Ended ended = new Ended(machine.name(), 0, 0, 0, "", "");
        try (Station station = Station.open(machine, new LedgerJournal(jobs))) {
            ended = ended.withLate(station.tidy(endedJobs()));
            Optional<StationJob> job = next();
            while (job.isPresent()) {
                StationJob now = job.get();
                Optional<JudgedAnswers> judged = run(station, now, patience);
                ended = judged.map(ended::after).orElse(ended);
                if (isOpen(now)) {
                    return ended.waitingFor(now.name(), "");
                }
                ended = ended.withJob();
                job = next();
            }
            return ended;
        } catch (StationException stopped) {
            String open = jobs.open(cards.batch(), machine.name())
                    .map(StationJob::name)
                    .orElse("");
            return ended.waitingFor(open, String.valueOf(stopped.getMessage()));
        }
    }

    /** Takes a job out of the reach of the machine. */
    public void withdraw(String job) throws IOException {
        try (Station station = Station.open(machine, new LedgerJournal(jobs))) {
            station.tidy(List.of(job));
        }
    }

    private List<String> endedJobs() {
        return jobs.jobs(cards.batch()).stream()
                .filter(job -> job.of().machine().equals(machine.name()) && job.state() == StationJob.State.ENDED)
                .map(StationJob::name)
                .toList();
    }

    private boolean isOpen(StationJob job) {
        return jobs.open(cards.batch(), machine.name())
                .filter(open -> open.name().equals(job.name()))
                .isPresent();
    }

    /** The job that is under way, or one of the cards that the room may have now. */
    private Optional<StationJob> next() {
        Optional<StationJob> open = jobs.open(cards.batch(), machine.name());
        if (open.isPresent()) {
            if (!open.get().of().definition().equals(machine.hash().toHex())) {
                jobs.redefined(open.get(), machine.hash().toHex());
            }
            jobs.interrupted(open.get());
            open = jobs.open(cards.batch(), machine.name());
        }
        return open.isPresent() ? open : planned();
    }

    private Optional<StationJob> planned() {
        MachineDefinition.Route route = machine.route();
        StationJobs.Room room = new StationJobs.Room(
                route.room(), route.after(), rooms.first(route.room()), route.attempts(), cards.dispatch(machine));
        for (String group : route.groups().stream().sorted().toList()) {
            StationJobs.Plan plan = new StationJobs.Plan(
                    cards.batch(), machine.name(), machine.hash().toHex(), group, room);
            List<Long> own = cards.of(group);
            Optional<StationJob> job = jobs.plan(plan, own, route.jobCards(), texts::of);
            if (job.isPresent()) {
                return job;
            }
        }
        return Optional.empty();
    }

    private Optional<JudgedAnswers> run(Station station, StationJob job, Duration patience) throws IOException {
        List<StationCard> open =
                jobs.cards(job).stream().filter(card -> card.state().isOpen()).toList();
        Map<Long, CardTexts> own =
                texts.of(open.stream().map(card -> card.of().card()).toList());
        List<JobCard> said = new ArrayList<>();
        for (StationCard card : open) {
            CardTexts read = Objects.requireNonNull(own.get(card.of().card()), "every card that was asked for");
            said.add(new JobCard(card.place(), card.reference(), read));
        }
        try {
            note(job, open);
            return station.run(new MachineJob(job.name(), stage(job), said), patience);
        } catch (IllegalArgumentException unfit) {
            throw new ConfigurationException("machine " + machine.name() + ": " + unfit.getMessage());
        }
    }

    /** A machine with a folder that has its job only answers; another one is given the cards of which it has heard nothing. */
    private void note(StationJob job, List<StationCard> open) throws IOException {
        if (job.state() == StationJob.State.HANDED && machine.delivery() instanceof Delivery.HotFolder) {
            return;
        }
        long unheard = open.stream()
                .filter(card -> card.state() == StationCard.State.TAKEN)
                .count();
        cards.noteJob("job " + job.name() + ": " + unheard + " cards to machine " + machine.name() + ", definition "
                + machine.hash().toHex());
    }

    private static MachineJob.Stage stage(StationJob job) {
        return switch (job.state()) {
            case PLANNED -> MachineJob.Stage.PLANNED;
            case COMPLETE -> MachineJob.Stage.COMPLETE;
            case HANDED, ENDED -> MachineJob.Stage.HANDED;
        };
    }

    /** What was read of cards is forgotten. */
    @Override
    public void close() throws IOException {
        texts.close();
    }

    /** The ledger as stations know it. */
    private record LedgerJournal(StationJobs jobs) implements StationJournal {

        @Override
        public void complete(String job, ByteString sha256) {
            jobs.complete(job, sha256.toHex());
        }

        @Override
        public void handed(String job) {
            jobs.handed(job);
        }

        @Override
        public void begun(String job, int sequence) {
            jobs.begun(job, sequence);
        }

        @Override
        public void answered(String job, List<CardAnswer> answers) {
            jobs.answered(job, answers.stream().map(LedgerJournal::answer).toList());
        }

        @Override
        public void heard(String job, CardAnswer answer) {
            jobs.heard(job, answer(answer));
        }

        @Override
        public void settled() {
            jobs.settled();
        }

        private static StationJobs.Answer answer(CardAnswer answer) {
            return new StationJobs.Answer(
                    answer.sequence(),
                    StationCard.State.valueOf(answer.outcome().name()),
                    new StationCard.Said(answer.error(), answer.plastic()));
        }
    }
}
