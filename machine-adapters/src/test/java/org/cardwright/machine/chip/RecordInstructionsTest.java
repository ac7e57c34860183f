package org.cardwright.machine.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.TestChips;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.channel.Transcript;
import org.cardwright.machine.channel.TranscriptChannel;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.ChannelPolicy.Route;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.ProcessingInstructions;
import org.cardwright.perso.cps.ProcessingStep;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the record says is done, or the record is sent back before a card is touched. EMV CPS, PDI. */
class RecordInstructionsTest {

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

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // ORDER, VERCNTL, ENC, RANDOM, GROUP, SECLEV: what the device says
                "80, -, -, -, -, 00, ORDER has two bytes for each data grouping",
                "80008000, -, -, -, -, 00, ORDER names a data grouping twice",
                "-, 0101FF, -, -, -, 00, VERCNTL has two bytes for each data grouping",
                "-, -, 8000, -, -, 00, ENC has three bytes for each data grouping",
                "-, -, 800012, -, -, 00, ENC: the only type of re-encryption is 11",
                "-, -, 800011, -, -, 00, ENC and the transport key directory name different data groupings",
                "-, -, -, 8010, -, 00, RANDOM: PIN blocks are not filled here",
                "-, -, -, -, 01010201, 00, GROUP: the chip does not take these in one command",
                "-, -, -, -, -, 02, SECLEV is no security level",
                "-, -, -, -, -, 11, SECLEV: SCP02 has no such level"
            })
    void what_cannot_be_done_is_said_before_a_card_is_touched(
            String order, String refused, String encrypt, String random, String group, String level, String message) {
        ProcessingInstructions pdi = new ProcessingInstructions(
                bytes(order),
                bytes(refused),
                bytes(encrypt),
                bytes(random),
                bytes(group),
                Integer.parseInt(level, 16),
                0);
        CardEnding ending = run(with(pdi), new Transcript(), recipe());
        assertThat(ending.result()).isEqualTo(Result.UNFIT);
        assertThat(ending.text()).endsWith(message);
        assertThat(ending.log().commands()).isZero();
    }

    @Test
    void unknown_transport_keys_required_steps_and_applications_are_named() {
        CpsApplication visa = GoldenCards.visa().applications().get(0);
        CpsRecord foreign = record(new CpsApplication(
                visa.aid(),
                visa.transportKeys(),
                visa.owner(),
                List.of(new ProcessingStep(0x0B, 1, 0xEF, ProcessingInstructions.EMPTY, ByteString.EMPTY)),
                visa.logData(),
                visa.dgis(),
                visa.macSection()));
        assertThat(run(foreign, new Transcript(), recipe()).text()).endsWith("ACT: a required step is not known here");
        CpsRecord other = record(new CpsApplication(
                ByteString.fromHex("A0000000651010"),
                visa.transportKeys(),
                visa.owner(),
                visa.steps(),
                visa.logData(),
                visa.dgis(),
                visa.macSection()));
        assertThat(run(other, new Transcript(), recipe()).text())
                .isEqualTo("UNFIT in PLANNING: application A0000000651010: chip golden-chip has no applet for it");
        Station without = new Station(
                module.cardChannels(),
                tkid -> Optional.empty(),
                station().lot(),
                ByteString.repeat(0, 6),
                GoldenCards.TODAY,
                GoldenCards.random());
        assertThat(new CardPersonalizer(without, recipe())
                        .run(
                                command -> {
                                    throw new AssertionError("no card is touched");
                                },
                                GoldenCards.visa(),
                                ProductionJournal.NONE)
                        .text())
                .endsWith("TKID FF0000000000000002 is no transport key of this station");
    }

    @Test
    void level_order_refusals_and_life_cycle_data_are_as_the_record_says() {
        ProcessingInstructions pdi = new ProcessingInstructions(
                ProcessingInstructions.dgiList(List.of(DgiId.of("9010"), DgiId.of("8010"))),
                ProcessingInstructions.dgiList(List.of(DgiId.of("DF01"))),
                ByteString.EMPTY,
                ByteString.EMPTY,
                ByteString.EMPTY,
                0x03,
                1);
        CpsApplication visa = with(pdi).applications().get(0);
        List<Dgi> more = new ArrayList<>(visa.dgis());
        more.add(3, new Dgi(DgiId.of("DF01"), ByteString.fromHex("0102")));
        CpsRecord record = record(new CpsApplication(
                visa.aid(),
                visa.transportKeys(),
                visa.owner(),
                visa.steps(),
                ByteString.fromHex("4C4F47"),
                more,
                visa.macSection()));
        Transcript transcript = new Transcript();
        try (VirtualCard card = TestChips.blank(recipe(), record)) {
            CardEnding ending = new CardPersonalizer(station(), recipe())
                    .run(new TranscriptChannel(new InMemoryChannel(card), transcript), record, ProductionJournal.NONE);
            assertThat(ending.result()).as(ending.text()).isEqualTo(Result.GOOD);
            CardLog.Entry entry = ending.log().applications().get(0);
            assertThat(entry.refused()).containsExactly(DgiId.of("DF01"));
            assertThat(entry.logData().toAscii()).isEqualTo("LOG");
            card.reset();
            // personalizer 4750, 2024-05-06 is day 127, equipment 00000007
            assertThat(card.process(ByteString.fromHex("80CA9F7F00")).toHex()).contains("4750" + "4127" + "00000007");
        }
        assertThat(String.join("\n", transcript.lines()))
                .contains("EXTERNAL AUTHENTICATE 84820300")
                .doesNotContain("EXTERNAL AUTHENTICATE 84820100");
    }

    @Test
    void an_order_against_the_recipe_of_the_chip_is_a_contradiction() {
        ChipRecipe plain = recipe();
        ChipRecipe first = new ChipRecipe(
                plain.chip(),
                plain.version(),
                plain.storeData(),
                new DgiSequence(List.of(DgiId.of("9010")), List.of(), List.of(), Set.of(), Set.of()),
                plain.finish(),
                plain.channel(),
                plain.applets(),
                AnswerToReset.ANY);
        ProcessingInstructions pdi = new ProcessingInstructions(
                ByteString.fromHex("80109010"),
                ByteString.EMPTY,
                ByteString.EMPTY,
                ByteString.EMPTY,
                ByteString.EMPTY,
                1,
                0);
        assertThat(run(with(pdi), new Transcript(), first).text()).endsWith("ORDER contradicts the recipe of the chip");
    }

    private static CardEnding run(CpsRecord record, Transcript transcript, ChipRecipe recipe) {
        return new CardPersonalizer(station(), recipe)
                .run(
                        new TranscriptChannel(
                                command -> {
                                    throw new AssertionError("no card is touched");
                                },
                                transcript),
                        record,
                        ProductionJournal.NONE);
    }

    private static Station station() {
        return TestChips.station(module, SecureChannelProtocol.SCP02, false);
    }

    private static ChipRecipe recipe() {
        return TestChips.recipe(
                TestChips.policy(SecureChannelProtocol.SCP02, 0x15, SecurityLevel.C_MAC, Route.APPLICATION));
    }

    private static CpsRecord with(ProcessingInstructions pdi) {
        CpsApplication visa = GoldenCards.visa().applications().get(0);
        return record(new CpsApplication(
                visa.aid(),
                visa.transportKeys(),
                visa.owner(),
                List.of(ProcessingStep.personalize(pdi)),
                visa.logData(),
                visa.dgis(),
                visa.macSection()));
    }

    private static CpsRecord record(CpsApplication application) {
        return CpsRecord.of(GoldenCards.visa().header(), List.of(application));
    }

    private static ByteString bytes(@Nullable String hex) {
        return hex == null ? ByteString.EMPTY : ByteString.fromHex(hex);
    }
}
