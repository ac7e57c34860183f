package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.GroupOfBatch;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.TestChipMaker;
import org.cardwright.jobs.wiring.VirtualHeads;
import org.cardwright.machine.channel.Chip;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.sample.VirtualReaders;

/** The program with real readers, and a person at each: one of its workers is killed in the middle of a card. */
final class ReaderLine {

    private static final String NOTICE = "notice: head ";
    private static final String OUT = ": take the card out: ";
    private static final int STORE_DATA = 0xE2;
    private static final int INSTRUCTION_AT = 1;

    private final TestBureau bureau;
    private final VirtualReaders readers;
    private final int first;
    private final int heads;
    private final Map<String, DeskHand> hands = new HashMap<>();
    private final AtomicReference<String> killed = new AtomicReference<>("");
    private volatile Optional<ProcessHandle> program = Optional.empty();

    /**
     * At some readers of a service.
     *
     * @param bureau with a batch of one product
     * @param first of the readers, from 0
     */
    ReaderLine(TestBureau bureau, VirtualReaders readers, int first, int heads) {
        this.bureau = bureau;
        this.readers = readers;
        this.first = first;
        this.heads = heads;
    }

    /** Runs it to its end, with a blank in every reader before it starts. */
    Program.Ended run(String... lot) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "personalize",
                bureau.batch().toString(),
                "--home",
                bureau.home().toString(),
                "--lists",
                bureau.root().resolve("lists").toString(),
                "--deadline",
                "60"));
        arguments.addAll(List.of(lot));
        List<ByteString> aids;
        GroupOfBatch group;
        HomeDirectory home = HomeDirectory.open(bureau.home());
        try (OpenedHome opened = OpenedHome.open(home, OpenedHome.publishedTestPassphrase(), Progress.NONE)) {
            group = GroupOfBatch.find(home, opened.catalog(), bureau.batch(), Optional.empty());
            aids = VirtualHeads.aids(opened, group);
        }
        for (int reader = first; reader < first + heads; reader++) {
            TestChipMaker maker = new TestChipMaker(new SecureRandom());
            String name = readers.name(reader);
            hands.put(
                    name,
                    new DeskHand(
                            readers.port(reader),
                            () -> maker.blank(group.recipe(), aids),
                            chip -> killingWorker(name, chip)));
            arguments.addAll(List.of("--reader", name));
        }
        hands.values().forEach(Thread::start);
        return ended(arguments);
    }

    private Program.Ended ended(List<String> arguments) throws Exception {
        Program.Running running =
                new Program(bureau.root().resolve("logs")).start(List.of(), readers.environment(), arguments);
        program = Optional.of(running.process().toHandle());
        int heard = 0;
        while (running.process().isAlive()) {
            heard = listen(running.err(), heard);
            Thread.sleep(20);
        }
        Program.Ended ended = running.await();
        listen(running.err(), heard);
        return ended;
    }

    /** Passes on what the program says to its people; the last line may not be whole yet. */
    private int listen(Path err, int heard) throws IOException {
        String text = Files.readString(err);
        int end = text.lastIndexOf('\n') + 1;
        text.substring(heard, end).lines().filter(line -> line.contains(OUT)).forEach(line -> {
            String[] parts = line.substring(NOTICE.length()).split(OUT, 2);
            DeskHand hand = hands.get(parts[0]);
            if (hand != null) {
                hand.told(Bin.valueOf(parts[1]));
            }
        });
        return end;
    }

    /** Once a card is good: the first worker that writes after that dies behind its command, before it has the answer. */
    private Chip killingWorker(String reader, Chip chip) {
        return command -> {
            boolean writes = command.unsignedAt(INSTRUCTION_AT) == STORE_DATA;
            boolean made = hands.values().stream()
                    .anyMatch(hand -> !hand.cards(Bin.GOOD).isEmpty());
            if (writes && made && killed.compareAndSet("", reader)) {
                worker(reader).destroyForcibly();
            }
            return chip.process(command);
        };
    }

    private ProcessHandle worker(String reader) {
        return program.stream()
                .flatMap(ProcessHandle::children)
                .filter(child -> serves(child, reader))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no worker serves " + reader));
    }

    /** {@link ProcessHandle.Info} does not show arguments as long as a class path. */
    private static boolean serves(ProcessHandle child, String reader) {
        try {
            return Files.readString(Path.of("/proc", "" + child.pid(), "cmdline"))
                    .endsWith("\0" + reader + "\0");
        } catch (IOException gone) {
            return false;
        }
    }

    /** The reader whose worker was killed; empty for none. */
    String killed() {
        return killed.get();
    }

    /** Every card that the people laid into a bin. */
    List<VirtualCard> cards(Bin bin) {
        return hands.values().stream().flatMap(hand -> hand.cards(bin).stream()).toList();
    }

    /** All people go home; the readers have seen their last blanks leave when this returns. */
    void goHome() throws InterruptedException {
        hands.values().forEach(Thread::interrupt);
        for (DeskHand hand : hands.values()) {
            hand.join();
        }
        Thread.sleep(DeskHand.OUT_MS);
    }
}
