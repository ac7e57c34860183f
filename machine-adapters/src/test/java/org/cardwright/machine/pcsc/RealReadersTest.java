package org.cardwright.machine.pcsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.TestChips;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.Chip;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.channel.Outcome;
import org.cardwright.machine.channel.Outcome.Failed;
import org.cardwright.machine.channel.Outcome.Failure;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardPersonalizer;
import org.cardwright.machine.chip.ChannelPolicy;
import org.cardwright.machine.chip.ChannelPolicy.Route;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.chip.ProductionJournal;
import org.cardwright.machine.chip.Station;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.ChipLine;
import org.cardwright.machine.line.Feeder;
import org.cardwright.machine.line.HeadReport;
import org.cardwright.machine.line.HeadState;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.line.LineReport;
import org.cardwright.machine.line.LineRules;
import org.cardwright.machine.pcsc.ReaderHead.CardInReader;
import org.cardwright.machine.terminal.GoldenTerminal;
import org.cardwright.machine.terminal.Transaction;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.machine.virtualcard.VirtualReaderCard;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.sample.VirtualReaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Virtual cards in virtual readers behind a real PC/SC service, one worker process for each head. */
class RealReadersTest {

    private static final int HEADS = 4;
    private static final int CARDS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final CommandApdu SELECT = CommandApdu.of(0x00A40400, TestChips.DOMAIN);

    @TempDir
    private static Path directory;

    private static SecurityModule module;
    private static VirtualReaders readers;

    @BeforeAll
    static void start() throws IOException {
        VirtualReaders.missing().ifPresent(Assumptions::abort);
        readers = VirtualReaders.start(
                directory.resolve("pcsc"), HEADS, environment -> ReaderHead.readers(PATIENCE, environment));
        module = GoldenCards.module(directory);
    }

    @AfterAll
    static void stop() {
        if (readers != null) {
            readers.close();
            module.close();
        }
    }

    private static ReaderHead head(int number, Duration deadline) {
        return ReaderHead.of(readers.name(number), deadline, readers.environment());
    }

    @Test
    void a_card_is_personalized_and_pays_through_a_reader() throws IOException {
        ChipRecipe recipe = recipe(0);
        try (VirtualCard card = TestChips.blank(recipe, GoldenCards.visa());
                ReaderHead head = head(0, PATIENCE);
                VirtualReaderCard inserted = VirtualReaderCard.insert(readers.port(0), card, card::reset)) {
            assertThat(inserted.isInside()).isTrue();
            CardInReader found = head.await(PATIENCE).orElseThrow();
            assertThat(found.answerToReset()).isEqualTo(VirtualReaderCard.ANSWER_TO_RESET);
            CardEnding ending =
                    new CardPersonalizer(station(0), recipe).run(found.channel(), GoldenCards.visa(), log -> {});
            assertThat(ending.result()).as(ending.text()).isEqualTo(Result.GOOD);
            head.release();
            CardInReader again = head.await(PATIENCE).orElseThrow();
            assertThat(GoldenTerminal.run(module, again.channel(), Transaction.purchase(4_200))
                            .isAccepted())
                    .isTrue();
            assertThat(head.workers()).isEqualTo(1);
        }
    }

    @Test
    void a_pulled_card_is_lost_and_stays_lost() throws IOException {
        AtomicBoolean mute = new AtomicBoolean();
        try (VirtualCard card = TestChips.blank(recipe(0), GoldenCards.visa());
                ReaderHead head = head(1, PATIENCE)) {
            Chip pulled = command -> mute.get() ? ByteString.EMPTY : card.process(command);
            try (VirtualReaderCard inserted = VirtualReaderCard.insert(readers.port(1), pulled, card::reset)) {
                assertThat(inserted.isInside()).isTrue();
                CardInReader found = head.await(PATIENCE).orElseThrow();
                assertThat(found.channel().transmit(SELECT)).isInstanceOf(Outcome.Ok.class);
                mute.set(true);
                assertThat(found.channel().transmit(SELECT)).isEqualTo(new Failed(Failure.CARD_LOST));
                mute.set(false);
                assertThat(found.channel().transmit(SELECT)).isEqualTo(new Failed(Failure.CARD_LOST));
            }
        }
    }

    @Test
    void a_card_that_stays_in_is_not_taken_for_the_next_one() throws IOException {
        try (VirtualCard card = TestChips.blank(recipe(0), GoldenCards.visa());
                ReaderHead reader = head(3, PATIENCE)) {
            ReaderLineHead desk = new ReaderLineHead("desk", reader, Feeder.BY_HAND);
            try (VirtualReaderCard inserted = VirtualReaderCard.insert(readers.port(3), card, card::reset)) {
                assertThat(desk.nextCard(PATIENCE)).as("the first").isPresent();
                assertThat(inserted.isInside()).isTrue();
                desk.eject(Bin.GOOD);
                assertThat(desk.nextCard(Duration.ofMillis(500)))
                        .as("still inside")
                        .isEmpty();
            }
            assertThat(reader.awaitRemoval(PATIENCE)).isTrue();
        }
    }

    @Test
    void a_card_that_never_answers_costs_its_worker_and_no_other() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        Chip hanging = command -> {
            try {
                never.await();
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
            return ByteString.EMPTY;
        };
        try (ReaderHead head = head(2, Duration.ofSeconds(4));
                VirtualReaderCard inserted = VirtualReaderCard.insert(readers.port(2), hanging, () -> {})) {
            assertThat(inserted.isInside()).isTrue();
            CardInReader found = head.await(PATIENCE).orElseThrow();
            ProcessHandle worker = ProcessHandle.of(head.pid()).orElseThrow();
            assertThat(found.channel().transmit(SELECT)).isEqualTo(new Failed(Failure.TIMEOUT));
            assertThat(found.channel().transmit(SELECT)).isEqualTo(new Failed(Failure.TIMEOUT));
            assertThat(worker.onExit()).succeedsWithin(PATIENCE);
            never.countDown();
        }
    }

    private static ChipRecipe recipe(int kind) {
        return TestChips.recipe(policy(kind));
    }

    private static ChannelPolicy policy(int kind) {
        return kind % 2 == 0
                ? TestChips.policy(SecureChannelProtocol.SCP02, 0x15, SecurityLevel.C_MAC, Route.APPLICATION)
                : TestChips.policy(
                        SecureChannelProtocol.SCP03,
                        0x70,
                        SecurityLevel.C_DECRYPTION_R_ENCRYPTION,
                        Route.SECURITY_DOMAIN);
    }

    private static Station station(int kind) {
        return TestChips.station(module, policy(kind).protocol(), false);
    }

    /** Puts one blank card after the other into a virtual reader; keeps the good ones. */
    private static final class VirtualFeeder implements Feeder {

        private final int head;
        private final ChipRecipe recipe;
        private final CpsRecord record;
        private final List<VirtualCard> good = new ArrayList<>();
        private Optional<VirtualReaderCard> inside = Optional.empty();
        private Optional<VirtualCard> card = Optional.empty();

        VirtualFeeder(int head, ChipRecipe recipe, CpsRecord record) {
            this.head = head;
            this.recipe = recipe;
            this.record = record;
        }

        @Override
        public boolean load() {
            try {
                VirtualCard blank = TestChips.blank(recipe, record);
                card = Optional.of(blank);
                inside = Optional.of(VirtualReaderCard.insert(readers.port(head), blank, blank::reset));
                return true;
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
            try {
                inside.orElseThrow().close();
                // shorter than one poll of the service, and the reader would wedge
                Thread.sleep(1_300);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            card.filter(made -> bin == Bin.GOOD).ifPresent(good::add);
        }
    }

    /** The batch is whole although one head loses its worker in the middle of a card: that chip is scrap, the record gets another. */
    @Test
    void four_heads_make_a_batch_although_one_is_killed() throws Exception {
        CpsRecord record = GoldenCards.visa();
        RepeatedRecords batch = new RepeatedRecords(record, CARDS);
        AtomicBoolean killed = new AtomicBoolean();
        List<VirtualFeeder> feeders = new ArrayList<>();
        List<LineHead> heads = new ArrayList<>();
        for (int i = 0; i < HEADS; i++) {
            VirtualFeeder feeder = new VirtualFeeder(i, recipe(i), record);
            feeders.add(feeder);
            heads.add(new ReaderLineHead(readers.name(i), head(i, PATIENCE), feeder));
        }
        try {
            ChipLine line = new ChipLine(heads, LineRules.usual(PATIENCE).withFirstArticles(1));
            LineReport report = line.run(
                    batch,
                    (head, card, given, journal) -> make((ReaderLineHead) head, card, given.record(), log -> {
                        journal.started(log);
                        // the first card must be good, or the line would not go on
                        if (batch.good() > 0 && killed.compareAndSet(false, true)) {
                            ProcessHandle.of(((ReaderLineHead) head).head().pid())
                                    .ifPresent(ProcessHandle::destroyForcibly);
                        }
                    }));
            assertThat(batch.good()).isEqualTo(CARDS);
            assertThat(report.heads()).extracting(HeadReport::state).containsOnly(HeadState.FINISHED);
            assertThat(report.count(Result.UNKNOWN)).isEqualTo(1);
            assertThat(report.times().cards()).isEqualTo(CARDS + 1);
            assertThat(batch.journal()).hasSize(CARDS + 1).doesNotHaveDuplicates();
            for (VirtualFeeder feeder : feeders) {
                for (VirtualCard card : feeder.good) {
                    assertThat(GoldenTerminal.run(module, new InMemoryChannel(card), Transaction.purchase(4_200))
                                    .isAccepted())
                            .isTrue();
                }
            }
        } finally {
            heads.forEach(LineHead::close);
        }
    }

    private static CardEnding make(ReaderLineHead head, CardChannel card, CpsRecord record, ProductionJournal journal) {
        int kind = head.feeder() instanceof VirtualFeeder feeder ? feeder.head : 0;
        return new CardPersonalizer(station(kind), recipe(kind)).run(card, record, journal);
    }
}
