package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardLog;
import org.cardwright.machine.chip.ChipNotFreeException;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.RecordSource;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.pipeline.ledger.ChipAttempts.Chip;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipRun;
import org.cardwright.pipeline.ledger.ChipRun.Task;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** The records of a sealed batch for a line, each counted in the ledger. A record is in memory while its card is not good. */
final class LedgerRecords implements RecordSource {

    private final ChipRun run;
    private final PersoFileReader reader;
    private final Map<Long, Data> inHand = new HashMap<>();
    private int samplesLeft;

    /**
     * Over a run.
     *
     * @param reader before the first card of the batch
     * @param samples good cards that are taken out as samples, the first ones
     */
    LedgerRecords(ChipRun run, PersoFileReader reader, int samples) {
        this.run = run;
        this.reader = reader;
        this.samplesLeft = samples;
    }

    @Override
    public synchronized Optional<Job> next() {
        return run.next().map(task -> job(task, data(task.card())));
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
            Optional<PersoFileReader.Card> card = reader.next();
            while (card.isPresent() && card.get().entry().index() != index) {
                card = reader.next();
            }
            return card.map(PersoFileReader.Card::channels)
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
            State state = run.end(task, state(ending), ending.text());
            if (state == State.GOOD) {
                inHand.remove(job.index());
            }
            return bin(state);
        }
        if (ending.result() == Result.UNFIT) {
            run.unfit(task, head);
            inHand.remove(job.index());
        } else {
            run.returned(task, head);
        }
        return Bin.REJECT;
    }

    private static Bin bin(State state) {
        return switch (state) {
            case GOOD -> Bin.GOOD;
            case SAMPLE -> Bin.SAMPLE;
            case STARTED, REFUSED, UNKNOWN -> Bin.REJECT;
        };
    }

    /** What was begun and is not good is scrap. */
    private State state(CardEnding ending) {
        return switch (ending.result()) {
            case GOOD -> isSample() ? State.SAMPLE : State.GOOD;
            case UNKNOWN -> State.UNKNOWN;
            case REFUSED, FOREIGN, UNFIT, FAULTY -> State.REFUSED;
        };
    }

    private boolean isSample() {
        if (samplesLeft == 0) {
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
