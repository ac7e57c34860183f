package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.GroupOfBatch;
import org.cardwright.jobs.wiring.IssuerOfProduct;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.machine.chip.CardProductionLifeCycle;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.pcsc.ReaderHead;
import org.cardwright.machine.terminal.EmvTerminal;
import org.cardwright.machine.terminal.PinPad;
import org.cardwright.machine.terminal.TerminalProfile;
import org.cardwright.machine.terminal.Transaction;
import org.cardwright.machine.terminal.TransactionResult;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.machine.virtualcard.VirtualReaderCard;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.sample.VirtualReaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sealed batches through the real program, a real PC/SC service and four readers each, with ledger and lists: a worker is killed in the
 * middle of a card, and every card is good on one chip all the same.
 */
class SealedBatchInReadersTest {

    private static final int HEADS = 4;
    private static final int CARDS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ByteString GET_LIFE_CYCLE = ByteString.fromHex("80CA9F7F00");
    private static final Pattern BLANKS =
            Pattern.compile("blanks .*: taken (\\d+) +handed on (\\d+) +rejected (\\d+) +returned 0 +sample 0\n");

    private static final Map<SecureChannelProtocol, Lot> LOTS = Map.of(
            SecureChannelProtocol.SCP02, new Lot("visa-dda", "card-maker.kmc", "cps11"),
            SecureChannelProtocol.SCP03, new Lot("payment-loyalty", "card-maker.kmc-aes", "kdf3"));

    @TempDir
    private static Path folder;

    private static VirtualReaders readers;
    private static final Map<SecureChannelProtocol, CompletableFuture<Night>> NIGHTS =
            new EnumMap<>(SecureChannelProtocol.class);

    /** What is made of which blanks. */
    private record Lot(String product, String key, String method) {}

    /** What became of it. */
    private record Night(TestBureau bureau, ReaderLine line, Program.Ended ended) {}

    /** Both lines work at the same time, each in its own home. */
    @BeforeAll
    static void begin() throws IOException {
        VirtualReaders.missing().ifPresent(Assumptions::abort);
        readers = VirtualReaders.start(
                folder.resolve("pcsc"), 2 * HEADS, environment -> ReaderHead.readers(PATIENCE, environment));
        LOTS.forEach(
                (protocol, lot) -> NIGHTS.put(protocol, CompletableFuture.supplyAsync(() -> night(protocol, lot))));
    }

    @AfterAll
    static void end() throws Exception {
        if (readers != null) {
            for (CompletableFuture<Night> night : NIGHTS.values()) {
                night.exceptionally(failed -> null).join();
            }
            readers.close();
        }
    }

    private static Night night(SecureChannelProtocol protocol, Lot lot) {
        try {
            TestBureau bureau = new TestBureau(folder.resolve(lot.product));
            Files.createDirectories(bureau.root());
            bureau.withQuickVault();
            Program.Ended prepared = new Program(bureau.root().resolve("preparation"))
                    .run(bureau.prepare(bureau.export("orders.csv", 7, Map.of(lot.product, CARDS))));
            assertThat(prepared.exitCode()).as(prepared.toString()).isZero();
            ReaderLine line = new ReaderLine(bureau, readers, firstReader(protocol), HEADS);
            try {
                return new Night(bureau, line, line.run("--key", lot.key, "--method", lot.method));
            } finally {
                line.goHome();
            }
        } catch (Exception failed) {
            throw new CompletionException(failed);
        }
    }

    private static int firstReader(SecureChannelProtocol protocol) {
        return protocol.ordinal() * HEADS;
    }

    @ParameterizedTest
    @EnumSource(SecureChannelProtocol.class)
    void every_card_is_good_on_one_chip_although_a_worker_is_killed(SecureChannelProtocol protocol) throws Exception {
        Night night = Objects.requireNonNull(NIGHTS.get(protocol)).join();
        assertThat(night.ended.exitCode()).as(night.ended.toString()).isZero();
        assertThat(night.line.killed()).isNotEmpty();
        assertThat(night.ended.out())
                .contains("the line: done", "now  cards 12  good 12  held 0  withdrawn 0  open 0", "difference  0");
        List<MatchResult> heads = BLANKS.matcher(night.ended.out()).results().toList();
        assertThat(heads).as(night.ended.out()).hasSize(HEADS);
        assertThat(List.of(sum(heads, 1), sum(heads, 2), sum(heads, 3))).containsExactly(CARDS + 1, CARDS, 1);
        listsNameThePlastics(night);
        List<VirtualCard> good = night.line.cards(Bin.GOOD);
        assertThat(good).hasSize(CARDS);
        everyCardPays(protocol, night.bureau, good);
    }

    private static int sum(List<MatchResult> heads, int group) {
        return heads.stream()
                .mapToInt(head -> Integer.parseInt(head.group(group)))
                .sum();
    }

    /** The lists name the chips that people hold in their hands, bin by bin, and the killed card was made again on another one. */
    private static void listsNameThePlastics(Night night) throws IOException {
        List<String[]> made = rows(night, "made.csv");
        assertThat(made.stream().map(row -> row[0])).hasSize(CARDS).doesNotHaveDuplicates();
        assertThat(made.stream().map(row -> row[7])).containsExactlyInAnyOrderElementsOf(numbers(night, Bin.GOOD));
        List<String[]> dead = rows(night, "remake.csv");
        assertThat(dead.stream().map(row -> row[6])).containsExactlyElementsOf(numbers(night, Bin.REJECT));
        assertThat(dead).singleElement().satisfies(row -> {
            assertThat(row[3]).isEqualTo("UNKNOWN");
            assertThat(row[4]).isEqualTo(night.line.killed());
            assertThat(made).anyMatch(again -> again[0].equals(row[0]) && again[2].equals("2"));
        });
        assertThat(rows(night, "waiting.csv")).isEmpty();
    }

    private static List<String[]> rows(Night night, String list) throws IOException {
        return Files.readAllLines(night.bureau.root().resolve("lists").resolve(list)).stream()
                .skip(1)
                .map(row -> row.split(",", -1))
                .toList();
    }

    private static List<String> numbers(Night night, Bin bin) {
        return night.line.cards(bin).stream()
                .map(card -> {
                    card.reset();
                    ByteString answer = card.process(GET_LIFE_CYCLE);
                    return CardProductionLifeCycle.decode(answer.slice(0, answer.size() - 2))
                            .orElseThrow()
                            .chipNumber()
                            .toHex();
                })
                .toList();
    }

    private static void everyCardPays(SecureChannelProtocol protocol, TestBureau bureau, List<VirtualCard> cards)
            throws IOException {
        HomeDirectory home = HomeDirectory.open(bureau.home());
        int reader = firstReader(protocol);
        AtomicReference<VirtualCard> inside = new AtomicReference<>(cards.get(0));
        try (OpenedHome opened = OpenedHome.open(home, OpenedHome.publishedTestPassphrase(), Progress.NONE);
                ReaderHead head = ReaderHead.of(readers.name(reader), PATIENCE, readers.environment());
                VirtualReaderCard inserted = VirtualReaderCard.insert(
                        readers.port(reader),
                        command -> inside.get().process(command),
                        () -> inside.get().reset())) {
            EmvTerminal terminal = terminal(opened, home, bureau);
            for (VirtualCard card : cards) {
                // as if it were the next one: a reset lies between, and the reader sees no removal
                inside.set(card);
                TransactionResult result = terminal.run(
                        head.await(PATIENCE).orElseThrow().channel(), Transaction.purchase(4_200), PinPad.BYPASSED);
                assertThat(result.isAccepted())
                        .as(String.join("\n", result.text()))
                        .isTrue();
                head.release();
            }
            assertThat(inserted.isInside()).isTrue();
        }
    }

    private static EmvTerminal terminal(OpenedHome opened, HomeDirectory home, TestBureau bureau) throws IOException {
        GroupOfBatch group = GroupOfBatch.find(home, opened.catalog(), bureau.batch(), Optional.empty());
        return new EmvTerminal(
                TerminalProfile.test(LocalDate.now(ZoneOffset.UTC)),
                opened.authorities()::find,
                IssuerOfProduct.host(opened.module(), group.product()).orElseThrow(),
                new SecureRandom());
    }
}
