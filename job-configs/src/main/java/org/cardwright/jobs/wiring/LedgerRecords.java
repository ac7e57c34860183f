package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardLog;
import org.cardwright.machine.chip.ChipNotFreeException;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.RecordRefusedException;
import org.cardwright.machine.line.RecordSource;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.pipeline.ledger.ChipAttempts.Chip;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipRun;
import org.cardwright.pipeline.ledger.ChipRun.Task;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** The records of a sealed batch for a line, each counted in the ledger. A record is in memory while its card is not good. */
final class LedgerRecords implements RecordSource {

    private final ChipRun run;
    private final CheckedCards cards;
    private final Map<Long, Data> inHand = new HashMap<>();
    private final Consumer<String> told;
    private int samplesLeft;

    /**
     * Over a run.
     *
     * @param cards before the first card of the batch
     * @param samples cards of the group that are taken out as samples in all runs, the first good ones
     * @param told hears of every chip that came as a blank and is none
     */
    LedgerRecords(ChipRun run, CheckedCards cards, int samples, Consumer<String> told) {
        this.run = run;
        this.cards = cards;
        this.samplesLeft = Math.max(0, samples - run.samples());
        this.told = told;
    }

    @Override
    public synchronized Optional<Job> next() {
        Optional<Task> task = run.next();
        try {
            return task.map(given -> job(given, data(given.card())));
        } catch (AlteredCardException altered) {
            task.ifPresent(run::giveBack);
            String why = String.valueOf(altered.getMessage());
            told.accept(why);
            throw new RecordRefusedException(why);
        }
    }

    private static Job job(Task task, Data data) {
        return new Job(task.card(), task.attempt(), data.record, data.others);
    }

    /** What the batch holds of one card. */
    private record Data(CpsRecord record, Map<Channel, ByteString> others) {}

    private Data data(long index) {
        Data known = inHand.get(index);
        if (known == null) {
            Map<Channel, ByteString> channels = new EnumMap<>(read(index));
            ByteString chip = channels.remove(Channel.CHIP);
            if (chip == null) {
                throw new NotReconciledException("card " + index + " of the ledger has no chip record in the batch");
            }
            known = new Data(CardOfBatch.decode(chip), channels);
            inHand.put(index, known);
        }
        return known;
    }

    /** Cards come in the order of the manifest, so reading goes on where it was. */
    private Map<Channel, ByteString> read(long index) {
        try {
            return cards.next(entry -> entry.index() == index)
                    .map(PersoFileReader.Card::channels)
                    .orElseThrow(
                            () -> new NotReconciledException("card " + index + " of the ledger is not in the batch"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Task task(Job job) {
        return new Task(job.index(), job.attempt());
    }

    @Override
    public void taken(Job job, String head) {
        run.take(head);
    }

    @Override
    public void started(Job job, String head, CardLog log) {
        try {
            run.start(task(job), chip(log), head);
        } catch (WrongUsageException used) {
            throw new ChipNotFreeException(String.valueOf(used.getMessage()));
        }
    }

    /** A chip as the ledger knows it. */
    static Chip chip(CardLog log) {
        String number = log.lifeCycle().map(cplc -> cplc.chipNumber().toHex()).orElse("");
        return new Chip(log.keyData().toHex(), number, log.keyVersion());
    }

    @Override
    public boolean mayFinish(Job job) {
        return run.mayFinish(task(job));
    }

    @Override
    public synchronized Bin ended(Job job, String head, CardEnding ending) {
        Task task = task(job);
        if (ending.started()) {
            State state = run.end(task, state(task, ending), ending.text());
            if (state == State.GOOD) {
                inHand.remove(job.index());
            }
            return bin(state);
        }
        if (ending.result() == Result.UNFIT) {
            run.unfit(task, head, ending.text());
            inHand.remove(job.index());
            return Bin.RETURN;
        }
        Chip chip = chip(ending.log());
        Optional<ChipAttempt> before = run.usedBefore(chip);
        String named = (chip.keyData().isEmpty() ? "a chip" : "chip " + chip.keyData()) + " was not written on: "
                + before.map(LedgerRecords::words).orElse(ending.text());
        told.accept("head " + head + ": " + named);
        if (before.isPresent()) {
            return run.foundAgain(task, head, before.get(), named) ? Bin.FOUND : Bin.REJECT;
        }
        run.returned(task, head, named);
        return Bin.RETURN;
    }

    private static String words(ChipAttempt before) {
        return "it was used for card " + before.of().card() + " of batch "
                + before.of().batch() + " and is " + before.state();
    }

    @Override
    public void left(Job job) {
        run.left(task(job));
    }

    private static Bin bin(State state) {
        return switch (state) {
            case GOOD -> Bin.GOOD;
            case SAMPLE -> Bin.SAMPLE;
            case STARTED, REFUSED, UNKNOWN -> Bin.REJECT;
        };
    }

    /** What was begun and is not good is scrap. */
    private State state(Task task, CardEnding ending) {
        return switch (ending.result()) {
            case GOOD -> isSample(task) ? State.SAMPLE : State.GOOD;
            case UNKNOWN -> State.UNKNOWN;
            case REFUSED, FOREIGN, UNFIT, FAULTY -> State.REFUSED;
        };
    }

    /** One of a card at most: each is a whole card until it is destroyed. */
    private boolean isSample(Task task) {
        if (samplesLeft == 0 || run.isSampled(task)) {
            return false;
        }
        samplesLeft--;
        return true;
    }

    @Override
    public void givenBack(Job job) {
        run.giveBack(task(job));
    }
}
