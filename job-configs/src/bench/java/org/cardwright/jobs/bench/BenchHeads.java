package org.cardwright.jobs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.wiring.TestChipMaker;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.Chip;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.Feeder;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.pcsc.ReaderHead;
import org.cardwright.machine.pcsc.ReaderLineHead;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.machine.virtualcard.VirtualReaderCard;
import org.cardwright.sample.VirtualReaders;

/** Heads whose chips count their commands and take their time. */
final class BenchHeads implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    /** Shorter than one poll of the service, and the reader would wedge. */
    private static final long OUT_MS = 1_300;

    private static final long NANOS_OF_MILLI = 1_000_000;

    private final TestChipMaker maker = new TestChipMaker(new SecureRandom());
    private final Blanks blanks;
    private final long chipNanos;
    private final LongAdder commands;
    private final List<VirtualReaderCard> slots = new ArrayList<>();

    /** What blanks are. */
    record Blanks(ChipRecipe recipe, List<ByteString> aids) {}

    BenchHeads(Blanks blanks, int chipMillis, LongAdder commands) {
        this.blanks = blanks;
        this.chipNanos = chipMillis * NANOS_OF_MILLI;
        this.commands = commands;
    }

    private VirtualCard blank() {
        return maker.blank(blanks.recipe(), blanks.aids());
    }

    private ByteString answer(Chip chip, ByteString command) {
        commands.increment();
        if (chipNanos > 0) {
            LockSupport.parkNanos(chipNanos);
        }
        return chip.process(command);
    }

    /** In this process. */
    List<LineHead> inMemory(int heads) {
        List<LineHead> made = new ArrayList<>();
        for (int i = 1; i <= heads; i++) {
            made.add(new InMemory("head " + i));
        }
        return made;
    }

    /** In the first readers of a service. */
    List<LineHead> behind(VirtualReaders readers, int heads) throws IOException {
        List<LineHead> made = new ArrayList<>();
        for (int i = 0; i < heads; i++) {
            String name = readers.name(i);
            made.add(new ReaderLineHead(
                    name, ReaderHead.of(name, DEADLINE, readers.environment()), new Changer(readers.port(i))));
        }
        return made;
    }

    private final class InMemory implements LineHead {

        private final String name;
        private Optional<VirtualCard> inside = Optional.empty();

        InMemory(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Optional<CardChannel> nextCard(Duration patience) {
            inside = Optional.of(blank());
            return sameCardAgain();
        }

        @Override
        public Optional<CardChannel> sameCardAgain() {
            inside.ifPresent(VirtualCard::reset);
            return inside.map(card -> new InMemoryChannel(command -> answer(card, command)));
        }

        @Override
        public void eject(Bin bin) {
            close();
        }

        @Override
        public void close() {
            inside.ifPresent(VirtualCard::close);
            inside = Optional.empty();
        }
    }

    /**
     * Changes the chip between two resets of the reader: a removal takes 1.3 s there, because the service asks now and then only whether a
     * card is in.
     */
    private final class Changer implements Feeder {

        private final int port;
        private volatile Optional<VirtualCard> inside = Optional.empty();
        private boolean inserted;

        Changer(int port) {
            this.port = port;
        }

        @Override
        public boolean load() {
            inside.ifPresent(VirtualCard::close);
            inside = Optional.of(blank());
            if (!inserted) {
                insert();
                inserted = true;
            }
            return true;
        }

        private void insert() {
            try {
                VirtualReaderCard slot = VirtualReaderCard.insert(
                        port,
                        command -> answer(inside.orElseThrow(), command),
                        () -> inside.ifPresent(VirtualCard::reset));
                synchronized (slots) {
                    slots.add(slot);
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        @Override
        public void toChip() {
            // it is there
        }

        @Override
        public void eject(Bin bin) {
            // the next one takes its place
        }
    }

    /** Takes the last cards out of all readers. */
    @Override
    public void close() throws IOException {
        for (VirtualReaderCard slot : slots) {
            slot.close();
        }
        if (!slots.isEmpty()) {
            LockSupport.parkNanos(OUT_MS * NANOS_OF_MILLI);
        }
    }
}
