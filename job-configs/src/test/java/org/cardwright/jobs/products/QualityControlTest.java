package org.cardwright.jobs.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.wiring.IssuerOfProduct;
import org.cardwright.jobs.wiring.TestChipMaker;
import org.cardwright.jobs.wiring.TransportKeysOfProduct;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardPersonalizer;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.chip.ChipRecipeFile;
import org.cardwright.machine.chip.ProductionJournal;
import org.cardwright.machine.chip.Station;
import org.cardwright.machine.line.Bin;
import org.cardwright.machine.line.RecordSource.Job;
import org.cardwright.machine.line.VirtualHead;
import org.cardwright.machine.quality.CardTest;
import org.cardwright.machine.quality.CrossCheck;
import org.cardwright.machine.quality.QualityControl;
import org.cardwright.machine.quality.ReadBack;
import org.cardwright.machine.quality.ScriptTest;
import org.cardwright.machine.quality.SimulatedCamera;
import org.cardwright.machine.quality.TransactionTest;
import org.cardwright.machine.quality.VisionTest;
import org.cardwright.machine.terminal.EmvTerminal;
import org.cardwright.machine.terminal.TerminalProfile;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cards that somebody changed on their way to the chip, made over real secure channels: none of them counts as good. */
class QualityControlTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @TempDir
    private static Path directory;

    private static MadeCards made;
    private static Map<String, ChipRecipe> recipes;
    private static CaPublicKeys caKeys;

    @BeforeAll
    static void make() throws IOException {
        made = new MadeCards(directory);
        recipes =
                ChipRecipeFile.loadAll(ShippedConfigurationUnderTest.directory().resolve("recipes"));
        caKeys = CaPublicKeys.read(new ByteArrayInputStream(SampleData.bytes("keys-test-only/ca-public-keys.json")));
    }

    @AfterAll
    static void close() {
        made.close();
    }

    @Test
    void every_sound_card_passes_every_test() {
        for (MadeCards.Card card : made.cards()) {
            CardEnding ending = make(card, card.record(), others(card), chip(card));
            assertThat(ending.result()).as(card + ": " + ending.text()).isEqualTo(Result.GOOD);
        }
    }

    @ParameterizedTest
    @MethodSource("org.cardwright.jobs.products.CardMutant#behindTheSeal")
    void a_card_with_changed_data_is_never_good(CardMutant mutant) {
        List<MadeCards.Card> pair = cards(mutant.product());
        MadeCards.Card sound = pair.get(0);
        CpsRecord changed = mutant.change().of(sound.record(), pair.get(1).record());
        assertThat(changed).isNotEqualTo(sound.record());
        CardEnding ending = make(sound, changed, others(sound), chip(sound));
        assertThat(ending.result()).as(ending.text()).isIn(Result.FAULTY, Result.REFUSED);
        assertThat(ending.started()).isTrue();
        assertThat(ending.detail())
                .as("the card number stays out of it")
                .doesNotContain(sound.profiled().application().pan().digits());
    }

    /** Read back alone finds what it can read; the keys are found by trying them. */
    @Test
    void wrong_keys_are_found_by_trying_them() {
        List<MadeCards.Card> pair = cards("visa-dda");
        CpsRecord changed =
                CardMutant.scriptKey().of(pair.get(0).record(), pair.get(1).record());
        CardEnding ending = make(pair.get(0), changed, others(pair.get(0)), chip(pair.get(0)));
        assertThat(ending.text()).contains("FAULTY in TESTING", "script-failed-after-final-generate-ac");
    }

    /** The keys were needed where the script was computed; where it is played there are none. */
    @Test
    void a_script_proves_the_keys_to_a_reader_that_has_none() {
        for (MadeCards.Card card : made.cards()) {
            List<String> lines = script(card);
            assertThat(lines).as(card.toString()).hasSizeGreaterThan(8);
            assertThat(String.join("\n", lines))
                    .doesNotContain(card.profiled().application().pan().digits());
            CardEnding ending = played(card, card.record(), lines);
            assertThat(ending.result()).as(card + ": " + ending.text()).isEqualTo(Result.GOOD);
        }
        List<CardMutant> keys = CardMutant.all()
                .filter(mutant -> mutant.name().equals("keys of another card"))
                .toList();
        assertThat(keys).hasSize(3);
        for (CardMutant mutant : keys) {
            List<MadeCards.Card> pair = cards(mutant.product());
            CpsRecord changed =
                    mutant.change().of(pair.get(0).record(), pair.get(1).record());
            assertThat(played(pair.get(0), changed, script(pair.get(0))).text())
                    .isEqualTo("FAULTY in TESTING: test script: command 3 is not answered as it should be");
        }
        assertThat(played(cards("visa-dda").get(0), cards("visa-dda").get(0).record(), List.of())
                        .text())
                .contains("there is no test script");
    }

    private static List<String> script(MadeCards.Card card) {
        return IssuerOfProduct.testScripts(made.module(), card.profiled().product(), recipe(card))
                .orElseThrow()
                .lines(card.record());
    }

    private static CardEnding played(MadeCards.Card card, CpsRecord written, List<String> lines) {
        VirtualHead head = head(chip(card));
        CardChannel way = head.nextCard(PATIENCE).orElseThrow();
        QualityControl control = new QualityControl(List.of(new ScriptTest(index -> lines)), List.of(), 0);
        return control.control(head, new Job(1, 1, card.record(), others(card)), personalized(card, written, way));
    }

    @Test
    void a_card_whose_channels_are_of_two_cards_is_never_good() {
        for (String product : List.of("visa-dda", "mc-cda", "dual-interface")) {
            List<MadeCards.Card> pair = cards(product);
            MadeCards.Card sound = pair.get(0);
            Map<Channel, ByteString> others = others(sound);
            assertThat(others).isNotEmpty();
            for (Channel channel : others.keySet()) {
                Map<Channel, ByteString> mixed = new EnumMap<>(others);
                mixed.put(channel, Objects.requireNonNull(others(pair.get(1)).get(channel)));
                CardEnding ending = make(sound, sound.record(), mixed, chip(sound));
                assertThat(ending.result())
                        .as(product + " " + channel + ": " + ending.text())
                        .isEqualTo(Result.FAULTY);
                assertThat(ending.detail()).contains("of another card than the chip");
            }
        }
    }

    @Test
    void the_chip_that_is_tested_is_the_one_that_was_written_on() {
        MadeCards.Card sound = cards("visa-dda").get(0);
        try (VirtualCard other = chip(sound)) {
            VirtualHead head = head(other);
            assertThat(head.nextCard(PATIENCE)).isPresent();
            try (VirtualCard chip = chip(sound)) {
                CardEnding written = personalized(sound, sound.record(), chip);
                CardEnding ending = control(sound).control(head, new Job(1, 1, sound.record(), others(sound)), written);
                assertThat(ending.detail()).contains("another chip than the one that was written on");
            }
        }
    }

    /** The ledger would have it by its key data alone, and nobody could say later which chip it was. */
    @Test
    void a_chip_that_said_its_number_only_afterwards_is_never_good() {
        MadeCards.Card sound = cards("visa-dda").get(0);
        try (VirtualCard card = chip(sound)) {
            boolean[] asked = new boolean[1];
            CardEnding written = personalized(sound, sound.record(), new InMemoryChannel(command -> {
                boolean first = !asked[0] && command.toHex().startsWith("80CA9F7F");
                asked[0] |= first;
                return first ? ByteString.fromHex("6F00") : card.process(command);
            }));
            assertThat(asked).containsExactly(true);
            assertThat(written.result()).isEqualTo(Result.GOOD);
            assertThat(written.log().lifeCycle()).isEmpty();
            VirtualHead head = head(card);
            assertThat(head.nextCard(PATIENCE)).isPresent();
            CardEnding ending = control(sound).control(head, new Job(1, 1, sound.record(), others(sound)), written);
            assertThat(ending.text()).startsWith("FAULTY in TESTING").contains("a number that it did not say before");
        }
    }

    @Test
    void a_camera_finds_a_print_that_is_not_what_was_ordered() {
        MadeCards.Card sound = cards("visa-dda").get(0);
        CardTest right = new VisionTest(new SimulatedCamera(new Random(1), 0));
        CardTest wrong = new VisionTest(new SimulatedCamera(new Random(1), 1_000));
        for (CardTest test : List.of(right, wrong)) {
            try (VirtualCard chip = chip(sound)) {
                VirtualHead head = head(chip);
                CardChannel way = head.nextCard(PATIENCE).orElseThrow();
                CardEnding ending = new QualityControl(List.of(test), List.of(), 0)
                        .control(
                                head,
                                new Job(1, 1, sound.record(), others(sound)),
                                personalized(sound, sound.record(), way));
                assertThat(ending.result()).isEqualTo(test == right ? Result.GOOD : Result.FAULTY);
            }
        }
    }

    private static List<MadeCards.Card> cards(String product) {
        return made.cards().stream()
                .filter(card -> card.toString().equals(product))
                .toList();
    }

    private static Map<Channel, ByteString> others(MadeCards.Card card) {
        Map<Channel, ByteString> others = new EnumMap<>(card.channels());
        others.remove(Channel.CHIP);
        return others;
    }

    private static VirtualCard chip(MadeCards.Card card) {
        List<ByteString> aids =
                card.record().applications().stream().map(CpsApplication::aid).toList();
        return new TestChipMaker(new SecureRandom()).blank(recipe(card), aids);
    }

    private static ChipRecipe recipe(MadeCards.Card card) {
        return Objects.requireNonNull(
                recipes.get(card.profiled().product().chip().id()));
    }

    private static VirtualHead head(VirtualCard card) {
        return new VirtualHead("head", () -> Optional.of(card));
    }

    private static CardEnding make(
            MadeCards.Card card, CpsRecord written, Map<Channel, ByteString> others, VirtualCard chip) {
        VirtualHead head = head(chip);
        CardChannel way = head.nextCard(PATIENCE).orElseThrow();
        CardEnding ending =
                control(card).control(head, new Job(1, 1, card.record(), others), personalized(card, written, way));
        head.eject(Bin.REJECT);
        return ending;
    }

    private static CardEnding personalized(MadeCards.Card card, CpsRecord written, VirtualCard chip) {
        return personalized(card, written, new InMemoryChannel(chip));
    }

    private static CardEnding personalized(MadeCards.Card card, CpsRecord written, CardChannel way) {
        ChipRecipe recipe = recipe(card);
        Station station = new Station(
                made.module().cardChannels(),
                new TransportKeysOfProduct(card.profiled().product()),
                TestChipMaker.lot(recipe.channel().orElseThrow().protocol()),
                ByteString.fromHex("475000000001"),
                ShippedOrders.TODAY,
                new SecureRandom());
        return new CardPersonalizer(station, recipe).run(way, written, ProductionJournal.NONE);
    }

    private static QualityControl control(MadeCards.Card card) {
        TerminalProfile profile = TerminalProfile.test(ShippedOrders.TODAY.plusDays(30));
        EmvTerminal terminal = new EmvTerminal(
                profile,
                (rid, index, bytes) ->
                        caKeys.find(rid, index, bytes).map(key -> new RsaPublicKey(key.modulus(), key.exponent())),
                IssuerOfProduct.testingHost(made.module(), card.profiled().product())
                        .orElseThrow(),
                new SecureRandom());
        ChipRecipe recipe = recipe(card);
        return new QualityControl(
                List.of(new ReadBack(recipe)),
                List.of(new CrossCheck(recipe), new TransactionTest(terminal, profile.floorLimit() + 1)),
                Integer.MAX_VALUE);
    }
}
