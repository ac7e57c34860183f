package org.cardwright.machine.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.TestChips;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.Chip;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.channel.Transcript;
import org.cardwright.machine.channel.TranscriptChannel;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.ChannelPolicy.Route;
import org.cardwright.machine.scp.KeySets;
import org.cardwright.machine.scp.KeySets.KeySet;
import org.cardwright.machine.terminal.GoldenTerminal;
import org.cardwright.machine.terminal.Transaction;
import org.cardwright.machine.virtualcard.FaultyChip;
import org.cardwright.machine.virtualcard.FaultyChip.Fault;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published records on blank chips with security domains: every kind of channel, then a terminal; and everything that goes wrong. */
class CardPersonalizerTest {

    private static final ChannelPolicy SCP02 =
            TestChips.policy(SecureChannelProtocol.SCP02, 0x15, SecurityLevel.C_MAC, Route.APPLICATION);

    @TempDir
    private static Path directory;

    private static SecurityModule module;

    @BeforeAll
    static void open() {
        module = GoldenCards.module(directory);
    }

    @AfterAll
    static void close() {
        module.close();
    }

    static Stream<Arguments> channels() {
        List<Arguments> all = new ArrayList<>();
        for (Route route : Route.values()) {
            for (SecurityLevel level : SecurityLevel.values()) {
                all.add(Arguments.of(TestChips.policy(SecureChannelProtocol.SCP03, 0x70, level, route)));
                if (SecureChannelProtocol.SCP02.allows(level)) {
                    int options = route == Route.APPLICATION ? 0x15 : 0x55;
                    all.add(Arguments.of(TestChips.policy(SecureChannelProtocol.SCP02, options, level, route)));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("channels")
    void a_card_made_over_any_channel_is_accepted(ChannelPolicy policy) {
        for (CpsRecord record : List.of(GoldenCards.visa(), GoldenCards.mastercard())) {
            ChipRecipe recipe = TestChips.recipe(policy);
            try (VirtualCard card = TestChips.blank(recipe, record)) {
                CardEnding ending = run(recipe, new InMemoryChannel(card), record);
                assertThat(ending.result()).as(ending.text()).isEqualTo(Result.GOOD);
                assertPays(card);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SecureChannelProtocol.class)
    void a_card_is_installed_filled_rekeyed_marked_and_locked(SecureChannelProtocol protocol) {
        int options = protocol == SecureChannelProtocol.SCP02 ? 0x15 : 0x70;
        ChipRecipe recipe = TestChips.recipe(TestChips.installing(
                TestChips.policy(protocol, options, SecurityLevel.C_DECRYPTION, Route.SECURITY_DOMAIN)));
        CpsRecord record = GoldenCards.visa();
        List<CardLog> journal = new ArrayList<>();
        try (VirtualCard card = TestChips.blank(recipe, record)) {
            CardEnding ending = new CardPersonalizer(TestChips.station(module, protocol, true), recipe)
                    .run(new InMemoryChannel(card), record, journal::add);
            assertThat(ending.result()).as(ending.text()).isEqualTo(Result.GOOD);
            assertThat(ending.started()).isTrue();
            assertThat(ending.log().keyData()).isEqualTo(TestChips.KEY_DATA);
            assertThat(ending.log().keyVersion()).isEqualTo(1);
            assertThat(ending.log().lifeCycle().orElseThrow().chipNumber()).isEqualTo(ByteString.repeat(0x11, 8));
            assertThat(ending.log().applications()).hasSize(1);
            assertThat(ending.log().applications().get(0).commands()).isEqualTo(22);
            assertThat(journal).hasSize(1);
            assertThat(journal.get(0).commands()).isLessThan(6);
            // secured, with keys of the production version only
            assertThat(send(card, "00A4040008A000000151000000")).endsWith("9000");
            assertThat(send(card, "8050FF0008010203040506070800")).isEqualTo("6A88");
            assertThat(send(card, "8050010008010203040506070800")).endsWith("9000");
            assertPays(card);
            CardEnding again = run(recipe, new InMemoryChannel(card), record);
            assertThat(again.text())
                    .isEqualTo(
                            "FOREIGN in SECURING: the card has a key set of version 01, for which there are no keys");
        }
    }

    @Test
    void a_card_of_other_keys_is_never_told_the_cryptogram_of_the_host() {
        ChipRecipe recipe = TestChips.recipe(SCP02);
        Transcript transcript = new Transcript();
        KeySet wrong = new KeySet(TestChips.kmc(false), KeyDiversification.VISA2);
        Station station =
                TestChips.station(module, new CardLot(new KeySets(Map.of(0xFF, wrong)), 0, OptionalInt.empty()));
        try (VirtualCard card = TestChips.blank(recipe, GoldenCards.visa())) {
            CardEnding ending = new CardPersonalizer(station, recipe)
                    .run(
                            new TranscriptChannel(new InMemoryChannel(card), transcript),
                            GoldenCards.visa(),
                            NOTHING_STARTS);
            assertThat(ending.text()).isEqualTo("FOREIGN in SECURING: the card does not have the keys of the lot");
            assertThat(ending.started()).isFalse();
            assertThat(ending.log().keyData()).isEqualTo(TestChips.KEY_DATA);
            assertThat(String.join("\n", transcript.lines()))
                    .contains("INITIALIZE UPDATE")
                    .doesNotContain("EXTERNAL AUTHENTICATE");
        }
    }

    private static final ProductionJournal NOTHING_STARTS = log -> {
        throw new AssertionError("nothing may be written");
    };

    @Test
    void a_chip_that_was_given_up_meanwhile_does_not_become_whole() {
        ChipRecipe recipe = TestChips.recipe(SCP02);
        ProductionJournal givenUp = new ProductionJournal() {
            @Override
            public void started(CardLog log) {
                // begun all the same
            }

            @Override
            public boolean mayFinish() {
                return false;
            }
        };
        try (VirtualCard card = TestChips.blank(recipe, GoldenCards.visa())) {
            CardEnding ending = new CardPersonalizer(
                            TestChips.station(module, SecureChannelProtocol.SCP02, false), recipe)
                    .run(new InMemoryChannel(card), GoldenCards.visa(), givenUp);
            assertThat(ending.text()).isEqualTo("UNKNOWN in LOADING: somebody gave the chip up meanwhile");
            assertThat(ending.started()).isTrue();
            assertThat(send(card, "00A4040007A000000003101000")).endsWith("9000");
            assertThat(send(card, "80A8000002830000"))
                    .as("not personalized")
                    .hasSize(4)
                    .isNotEqualTo("9000");
        }
    }

    /** Nothing of a record whose secret cannot be translated goes onto a chip, not even INSTALL. */
    @Test
    void a_secret_that_cannot_be_translated_is_seen_while_the_chip_is_blank() {
        ChipRecipe recipe = TestChips.recipe(TestChips.installing(SCP02));
        CpsRecord whole = GoldenCards.visa();
        CpsApplication good = whole.applications().get(0);
        DgiId secret = good.transportKeys().get(0).dgis().get(0);
        List<Dgi> dgis = good.dgis().stream()
                .map(dgi ->
                        dgi.id().equals(secret) ? new Dgi(secret, dgi.value().slice(1)) : dgi)
                .toList();
        CpsApplication cut = new CpsApplication(
                good.aid(), good.transportKeys(), good.owner(), good.steps(), good.logData(), dgis, good.macSection());
        CpsRecord record =
                new CpsRecord(whole.header(), whole.vnl(), whole.crn(), whole.status(), whole.pids(), List.of(cut));
        try (VirtualCard card = TestChips.blank(recipe, record)) {
            CardEnding ending = new CardPersonalizer(
                            TestChips.station(module, SecureChannelProtocol.SCP02, false), recipe)
                    .run(new InMemoryChannel(card), record, NOTHING_STARTS);
            assertThat(ending.result()).as(ending.text()).isEqualTo(Result.UNFIT);
            assertThat(ending.started()).isFalse();
        }
    }

    /** SELECT, GET DATA, EXTERNAL AUTHENTICATE: what they answer is not authenticated, and nothing depends on it. */
    private static final Set<Integer> NOT_AUTHENTICATED = Set.of(1, 2, 3, 5, 28, 30);

    private static final Set<Integer> INITIALIZE_UPDATE = Set.of(4, 29);
    private static final int GET_LIFE_CYCLE = 2;
    private static final int FIRST_STORE_DATA = 6;
    private static final int LAST = 33;

    static Stream<Arguments> faults() {
        return Stream.of(Fault.values())
                .flatMap(fault -> IntStream.rangeClosed(1, LAST).mapToObj(at -> Arguments.of(fault, at)));
    }

    /** At every command of a card the worst happens once: it is never good, nothing is sent behind it, and the journal knows. */
    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_at_any_command_ends_the_card(Fault fault, int at) {
        ChipRecipe recipe = TestChips.recipe(
                TestChips.policy(SecureChannelProtocol.SCP03, 0x70, SecurityLevel.C_MAC_R_MAC, Route.APPLICATION));
        List<CardLog> journal = new ArrayList<>();
        try (VirtualCard card = TestChips.blank(recipe, GoldenCards.visa())) {
            FaultyChip faulty = new FaultyChip(card, at, fault);
            CardEnding ending = new CardPersonalizer(
                            TestChips.station(module, SecureChannelProtocol.SCP03, false), recipe)
                    .run(new InMemoryChannel(faulty), GoldenCards.visa(), journal::add);
            boolean harmless = (fault == Fault.BIT_FLIPPED && NOT_AUTHENTICATED.contains(at))
                    || (fault == Fault.MEMORY_FAILURE && at == GET_LIFE_CYCLE);
            assertThat(ending.started()).isEqualTo(!journal.isEmpty());
            if (harmless) {
                assertThat(ending.result()).as(ending.text()).isEqualTo(Result.GOOD);
                return;
            }
            Result expected = switch (fault) {
                case PULLED_BEFORE, ANSWER_LOST -> Result.UNKNOWN;
                case MEMORY_FAILURE -> Result.REFUSED;
                case BIT_FLIPPED -> INITIALIZE_UPDATE.contains(at) ? Result.FOREIGN : Result.UNKNOWN;
            };
            assertThat(ending.result()).as(ending.text()).isEqualTo(expected);
            assertThat(faulty.commands()).isEqualTo(at);
            assertThat(ending.log().commands()).isEqualTo(at);
            assertThat(ending.started()).isEqualTo(at >= FIRST_STORE_DATA);
        }
    }

    /** Whoever taps the line sees no key of the card and no PIN: cps-profiles.txt, [visa]. */
    @ParameterizedTest
    @MethodSource("channels")
    void a_tap_on_the_line_finds_no_secret(ChannelPolicy policy) {
        ChipRecipe recipe = TestChips.recipe(policy);
        StringBuilder line = new StringBuilder();
        try (VirtualCard card = TestChips.blank(recipe, GoldenCards.visa())) {
            Chip tapped = command -> {
                ByteString answer = card.process(command);
                line.append(command.toHex()).append(answer.toHex()).append(' ');
                return answer;
            };
            assertThat(run(recipe, new InMemoryChannel(tapped), GoldenCards.visa())
                            .result())
                    .isEqualTo(Result.GOOD);
        }
        assertThat(line.toString())
                .contains("8482")
                .doesNotContain("1A10541561ABB6D6", "403DFD2C0416F4E0", "7F138F8CA225CDD6", "241234FFFFFFFFFF");
    }

    private static CardEnding run(ChipRecipe recipe, CardChannel card, CpsRecord record) {
        SecureChannelProtocol protocol = recipe.channel().orElseThrow().protocol();
        Station station = TestChips.station(module, protocol, false);
        KeySets initial =
                new KeySets(Map.of(0xFF, station.lot().keySets().find(0xFF).orElseThrow()));
        return new CardPersonalizer(TestChips.station(module, new CardLot(initial, 0, OptionalInt.empty())), recipe)
                .run(card, record, ProductionJournal.NONE);
    }

    private static void assertPays(Chip card) {
        assertThat(GoldenTerminal.run(module, new InMemoryChannel(card), Transaction.purchase(4_200))
                        .isAccepted())
                .isTrue();
    }

    private static String send(Chip card, String hex) {
        return card.process(ByteString.fromHex(hex)).toHex();
    }
}
