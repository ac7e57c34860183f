package org.cardwright.jobs.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.chip.CardProductionLifeCycle;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.ChipLine;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.line.LineRules;
import org.cardwright.machine.line.VirtualHead;
import org.cardwright.machine.terminal.EmvTerminal;
import org.cardwright.machine.terminal.IssuerHost;
import org.cardwright.machine.terminal.PinPad;
import org.cardwright.machine.terminal.TerminalProfile;
import org.cardwright.machine.terminal.Transaction;
import org.cardwright.machine.terminal.TransactionResult;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.pipeline.launch.ChipProduction;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipCount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line whose process dies at any command and is started again makes every card once, and names every chip that it spoiled. */
class LineCrashTest {

    private static final int CARDS = 3;
    private static final int FIRST_COMMANDS = 12;
    private static final LineRules RULES = LineRules.usual(Duration.ofSeconds(1));

    @TempDir
    private static Path folder;

    private static OpenedHome home;
    private static GroupOfBatch group;
    private static List<ByteString> aids;

    private static final List<String> TOLD = new ArrayList<>();

    private final List<VirtualCard> given = new ArrayList<>();
    private final List<VirtualCard> good = new ArrayList<>();

    @BeforeAll
    static void prepare() throws IOException {
        SmallBatch batch = SmallBatch.of(folder, "visa-dda", CARDS);
        home = batch.open();
        group = GroupOfBatch.find(
                HomeDirectory.open(batch.home()), home.catalog(), batch.directory(), Optional.empty());
        aids = VirtualHeads.aids(home, group);
    }

    @AfterAll
    static void close() {
        home.close();
    }

    private BreakingHead head(int at, boolean before) {
        TestChipMaker maker = new TestChipMaker(new SecureRandom());
        VirtualHead.Hopper hopper = new VirtualHead.Hopper() {
            @Override
            public Optional<VirtualCard> take() {
                VirtualCard card = maker.blank(group.recipe(), aids);
                given.add(card);
                return Optional.of(card);
            }

            @Override
            public void put(VirtualCard card, Bin bin) {
                if (bin == Bin.GOOD) {
                    good.add(card);
                }
            }
        };
        return new BreakingHead(new VirtualHead("head", hopper), at, before);
    }

    private static BatchLine.Outcome run(LineHead head) throws IOException {
        SecureChannelProtocol protocol = group.recipe().channel().orElseThrow().protocol();
        BatchLine line = new BatchLine(
                home,
                new BatchLine.Stand(
                        ByteString.fromHex("475000000007"),
                        TestChipMaker.lot(protocol),
                        1_000,
                        0,
                        CardControl.FIRST.of(home, group, 0)),
                TOLD::add);
        return line.run(
                group, new ChipLine(List.of(head), RULES), home.pipeline().chipProduction());
    }

    /** Behind each command of a card, and in front of those around the first that writes, where the ledger is told. */
    @Test
    void every_card_is_made_once_wherever_the_process_dies() throws IOException {
        assertThatThrownBy(() -> run(head(0, true))).hasRootCauseInstanceOf(BreakingHead.PowerCut.class);
        assertThat(count().good()).as("it was counted before it was ejected").isEqualTo(1);
        int at = 1;
        while (count().good() == 1) {
            int command = at;
            if (at <= FIRST_COMMANDS) {
                assertThatThrownBy(() -> run(head(command, true))).hasRootCauseInstanceOf(BreakingHead.PowerCut.class);
            }
            assertThatThrownBy(() -> run(head(command, false))).hasRootCauseInstanceOf(BreakingHead.PowerCut.class);
            at++;
        }
        assertThat(at).as("commands of a card").isGreaterThan(FIRST_COMMANDS);
        assertThat(run(head(-1, true)).sheet().now()).isEqualTo(new ChipCount(CARDS, CARDS, 0, 0, 0));
        assertThat(TOLD)
                .as("where the good card is that was never ejected, at each start")
                .hasSizeGreaterThan(FIRST_COMMANDS)
                .allMatch(line ->
                        line.startsWith("card 1 is GOOD on chip ") && line.contains(" and may lie in head head still"));
        everyChipIsNamed();
    }

    private static ChipCount count() throws IOException {
        return home.pipeline().chipProduction().sheet(group.group(), 1_000).now();
    }

    /** A chip on which anything was written has a row; a chip that pays is good, or dead by name. */
    private void everyChipIsNamed() throws IOException {
        Map<String, ChipAttempt> rows = new HashMap<>();
        Set<Long> made = new HashSet<>();
        ChipProduction production = home.pipeline().chipProduction();
        production.each(group.group().batch(), row -> {
            assertThat(rows.put(row.chip().number(), row)).isNull();
            if (row.state() == State.GOOD) {
                assertThat(made.add(row.of().card())).isTrue();
            }
        });
        assertThat(made).hasSize(CARDS);
        assertThat(good)
                .as("cards that were handed on; the first one stayed in its head")
                .hasSize(CARDS - 1)
                .allMatch(card -> rows.get(number(card)).state() == State.GOOD);
        int paying = 0;
        for (VirtualCard card : given) {
            ChipAttempt row = rows.get(number(card));
            boolean pays = pays(card);
            assertThat(row != null || !pays).as("a chip that pays has a row").isTrue();
            assertThat(row == null || row.state() == State.GOOD || row.state() == State.UNKNOWN)
                    .isTrue();
            assertThat(row != null && row.state() == State.GOOD && !pays)
                    .as("a good chip pays")
                    .isFalse();
            paying += pays ? 1 : 0;
        }
        assertThat(paying)
                .as("chips that were whole when the process died are dead by name")
                .isGreaterThan(CARDS);
    }

    private static String number(VirtualCard card) {
        card.reset();
        ByteString answer = card.process(ByteString.fromHex("80CA9F7F00"));
        return CardProductionLifeCycle.decode(answer.slice(0, answer.size() - 2))
                .map(cplc -> cplc.chipNumber().toHex())
                .orElse("");
    }

    private static boolean pays(VirtualCard card) {
        card.reset();
        IssuerHost host = IssuerOfProduct.host(home.module(), group.product()).orElse(IssuerHost.UNREACHABLE);
        TransactionResult result = new EmvTerminal(
                        TerminalProfile.test(LocalDate.now(Clock.systemUTC())),
                        home.authorities()::find,
                        host,
                        new SecureRandom())
                .run(new InMemoryChannel(card), Transaction.purchase(4_200), PinPad.BYPASSED);
        return result.isAccepted();
    }
}
