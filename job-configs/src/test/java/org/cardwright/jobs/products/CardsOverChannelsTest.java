package org.cardwright.jobs.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.wiring.IssuerOfProduct;
import org.cardwright.jobs.wiring.TestChipMaker;
import org.cardwright.jobs.wiring.TransportKeysOfProduct;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardPersonalizer;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.chip.ChipRecipeFile;
import org.cardwright.machine.chip.ProductionJournal;
import org.cardwright.machine.chip.Station;
import org.cardwright.machine.terminal.EmvTerminal;
import org.cardwright.machine.terminal.PinPad;
import org.cardwright.machine.terminal.TerminalProfile;
import org.cardwright.machine.terminal.Transaction;
import org.cardwright.machine.terminal.TransactionResult;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every shipped product over the secure channel of its chip, then before a terminal and the host of its issuer. */
class CardsOverChannelsTest {

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
    void every_card_is_made_over_the_channel_of_its_chip_and_accepted() {
        assertThat(recipes.values()).allMatch(recipe -> recipe.channel().isPresent());
        for (MadeCards.Card card : made.cards()) {
            ChipRecipe recipe = Objects.requireNonNull(
                    recipes.get(card.profiled().product().chip().id()));
            List<ByteString> aids = card.record().applications().stream()
                    .map(CpsApplication::aid)
                    .toList();
            try (VirtualCard chip = new TestChipMaker(new SecureRandom()).blank(recipe, aids)) {
                CardEnding ending = new CardPersonalizer(station(card, recipe), recipe)
                        .run(new InMemoryChannel(chip), card.record(), ProductionJournal.NONE);
                assertThat(ending.result()).as(card + ": " + ending.text()).isEqualTo(Result.GOOD);
                assertThat(ending.log().applications()).hasSameSizeAs(aids);
                TransactionResult paid =
                        terminal(card).run(new InMemoryChannel(chip), Transaction.purchase(4_200), pin(card));
                assertThat(paid.isAccepted())
                        .as(card + ": " + String.join("\n", paid.text()))
                        .isTrue();
            }
        }
    }

    private static Station station(MadeCards.Card card, ChipRecipe recipe) {
        return new Station(
                made.module().cardChannels(),
                new TransportKeysOfProduct(card.profiled().product()),
                TestChipMaker.lot(recipe.channel().orElseThrow().protocol()),
                ByteString.fromHex("475000000001"),
                ShippedOrders.TODAY,
                new SecureRandom());
    }

    private static EmvTerminal terminal(MadeCards.Card card) {
        return new EmvTerminal(
                TerminalProfile.test(ShippedOrders.TODAY.plusDays(30)),
                (rid, index, bytes) ->
                        caKeys.find(rid, index, bytes).map(key -> new RsaPublicKey(key.modulus(), key.exponent())),
                IssuerOfProduct.host(made.module(), card.profiled().product()).orElseThrow(),
                new SecureRandom());
    }

    private static PinPad pin(MadeCards.Card card) {
        int number = card.profiled().application().recordNumber();
        return PinPad.entering(String.format(Locale.ROOT, "12%02d", number));
    }
}
