package org.cardwright.jobs.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.ChipLine;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.line.LineRules;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.Manifest;
import org.cardwright.pipeline.ledger.ChipCount;
import org.cardwright.pipeline.ledger.StationJobs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while a line or a machine works: it stops before a command of the card, and before a job with it. */
@TestMethodOrder(OrderAnnotation.class)
class AlteredBeforeUseTest {

    private static final int CARDS = 3;

    @TempDir
    private static Path folder;

    private static SmallBatch batch;
    private static OpenedHome home;
    private static GroupOfBatch group;
    private static Path chips;
    private static byte[] good;
    private static int thirdRecord;

    private final List<String> told = new ArrayList<>();
    private int loaded;
    private int commands;

    @BeforeAll
    static void prepare() throws IOException {
        batch = SmallBatch.of(folder, "visa-dda", CARDS);
        home = batch.open();
        group = GroupOfBatch.find(
                HomeDirectory.open(batch.home()), home.catalog(), batch.directory(), Optional.empty());
        chips = batch.directory().resolve(group.group().name()).resolve(Channel.CHIP.fileName());
        good = Files.readAllBytes(chips);
        Manifest.read(batch.directory().resolve(Manifest.NAME), entry -> thirdRecord = (int) entry.offset());
    }

    @AfterAll
    static void close() {
        home.close();
    }

    /** The last byte of the second record, which is read when its card is asked for. */
    private static void alterTheSecond() {
        byte[] bad = good.clone();
        bad[thirdRecord - 1] ^= 1;
        write(bad);
    }

    private static void write(byte[] bytes) {
        try {
            Files.write(chips, bytes);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** A head that tells when a blank is loaded, and counts what its card hears. */
    private final class WatchedHead implements LineHead {

        private final LineHead head;
        private final Runnable atFirst;

        WatchedHead(LineHead head, Runnable atFirst) {
            this.head = head;
            this.atFirst = atFirst;
        }

        @Override
        public String name() {
            return head.name();
        }

        @Override
        public Optional<CardChannel> nextCard(Duration patience) {
            if (loaded++ == 0) {
                atFirst.run();
            }
            return head.nextCard(patience).map(card -> command -> {
                commands++;
                return card.transmit(command);
            });
        }

        @Override
        public Optional<CardChannel> sameCardAgain() {
            return head.sameCardAgain();
        }

        @Override
        public void eject(Bin bin) {
            head.eject(bin);
        }

        @Override
        public void close() {
            head.close();
        }
    }

    private BatchLine.Outcome run(Runnable atFirst) throws IOException {
        return run(VirtualHeads.of(home, group, 1).get(0), atFirst);
    }

    private BatchLine.Outcome run(LineHead virtual, Runnable atFirst) throws IOException {
        SecureChannelProtocol protocol = group.recipe().channel().orElseThrow().protocol();
        BatchLine line = new BatchLine(
                home,
                new BatchLine.Stand(
                        ByteString.fromHex("475000000007"),
                        TestChipMaker.lot(protocol),
                        3,
                        0,
                        CardControl.FIRST.of(home, group, 0)),
                told::add);
        try (WatchedHead head = new WatchedHead(virtual, atFirst)) {
            ChipLine chipLine = new ChipLine(List.of(head), LineRules.usual(Duration.ofSeconds(1)));
            return line.run(group, chipLine, home.pipeline().chipProduction());
        }
    }

    @Test
    @Order(1)
    void a_card_that_was_altered_before_the_line_gets_no_blank() throws IOException {
        byte[] bad = good.clone();
        bad[0] ^= 1;
        List<LineHead> heads = VirtualHeads.of(home, group, 1);
        write(bad);
        try {
            BatchLine.Outcome outcome = run(heads.get(0), () -> {});
            assertThat(outcome.line().ending()).contains("chip.cps, record 1: not as it was sealed (V-111");
            assertThat(outcome.sheet().now()).isEqualTo(new ChipCount(CARDS, 0, 0, 0, CARDS));
        } finally {
            write(good);
        }
        assertThat(loaded + commands).isZero();
        assertThat(told).singleElement().asString().contains("record 1", "nothing of it is given on");
    }

    @Test
    @Order(2)
    void a_card_that_is_altered_while_the_line_works_stops_it_before_its_first_command() throws IOException {
        BatchLine.Outcome outcome;
        try {
            outcome = run(AlteredBeforeUseTest::alterTheSecond);
        } finally {
            write(good);
        }
        assertThat(outcome.line().ending()).contains("chip.cps, record 2: not as it was sealed (V-111");
        assertThat(outcome.sheet().now())
                .as("the first one is good, and nothing was written for the second")
                .isEqualTo(new ChipCount(CARDS, 1, 0, 0, 2));
        assertThat(loaded).isEqualTo(1);
        assertThat(commands).isPositive();
    }

    @Test
    @Order(3)
    void a_machine_gets_no_job_with_such_a_card() throws IOException {
        MachinesOfHome machines = MachinesOfHome.load(HomeDirectory.open(batch.home()));
        StationJobs jobs = home.pipeline().chipProduction().stations().jobs();
        MachineCards cards = MachineCards.in(home, batch.directory());
        alterTheSecond();
        try (MachineShift shift = new MachineShift(jobs, machines.machine("desktop-1"), machines.rooms(), cards)) {
            assertThatThrownBy(() -> shift.work(Duration.ZERO))
                    .isInstanceOf(AlteredCardException.class)
                    .hasMessageContaining("/chip.cps, record 2");
        } finally {
            write(good);
        }
        assertThat(jobs.jobs(cards.batch())).isEmpty();
    }

    @Test
    @Order(4)
    void texts_are_read_on_and_again_for_what_stands_before() throws IOException {
        MachineCards cards = MachineCards.in(home, batch.directory());
        List<CheckedCards> opened = new ArrayList<>();
        try (MachineTexts texts = new MachineTexts(() -> {
            opened.add(CheckedCards.open(home, batch.directory()));
            return opened.get(opened.size() - 1);
        })) {
            assertThat(texts.of(List.of(1L))).containsOnlyKeys(1L);
            assertThat(texts.of(List.of(3L, 2L))).containsOnlyKeys(2L, 3L);
            assertThat(texts.of(List.of(2L))).containsKey(2L);
            assertThat(opened).as("read once").hasSize(1);
            assertThat(texts.of(List.of(1L))).containsOnlyKeys(1L);
            assertThat(opened).hasSize(2);
        }
        assertThat(cards.of(group.group().name())).containsExactly(1L, 2L, 3L);
    }

    @Test
    @Order(5)
    void once_the_file_is_as_it_was_the_line_makes_the_rest() throws IOException {
        assertThat(run(() -> {}).sheet().now()).isEqualTo(new ChipCount(CARDS, CARDS, 0, 0, 0));
    }
}
