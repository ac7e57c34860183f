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
import java.util.stream.Stream;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.wiring.IssuerOfProduct;
import org.cardwright.machine.CardPersonalization;
import org.cardwright.machine.channel.Transcript;
import org.cardwright.machine.channel.TranscriptChannel;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.chip.ChipRecipeFile;
import org.cardwright.machine.terminal.AuthenticationMethod;
import org.cardwright.machine.terminal.EmvTerminal;
import org.cardwright.machine.terminal.PinPad;
import org.cardwright.machine.terminal.TerminalProfile;
import org.cardwright.machine.terminal.Transaction;
import org.cardwright.machine.terminal.TransactionResult;
import org.cardwright.machine.terminal.TransactionResult.Ending;
import org.cardwright.machine.virtualcard.TransportKeySecrets;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.show.TransportKeys;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped product as cards before a terminal and the host of their issuer, and cards that somebody changed. */
class CardsAtTerminalTest {

    private static final long BELOW_FLOOR = 4_200;

    @TempDir
    private static Path directory;

    private static MadeCards made;
    private static Map<String, ChipRecipe> recipes;
    private static TransportKeys transportKeys;
    private static CaPublicKeys caKeys;

    @BeforeAll
    static void make() throws IOException {
        made = new MadeCards(directory);
        recipes =
                ChipRecipeFile.loadAll(ShippedConfigurationUnderTest.directory().resolve("recipes"));
        transportKeys =
                TransportKeys.read(new ByteArrayInputStream(SampleData.bytes("keys-test-only/transport-keys.json")));
        caKeys = CaPublicKeys.read(new ByteArrayInputStream(SampleData.bytes("keys-test-only/ca-public-keys.json")));
    }

    @AfterAll
    static void close() {
        transportKeys.close();
        made.close();
    }

    @ParameterizedTest
    @CsvSource({
        "visa-sda,        SDA, 410302",
        "visa-dda,        DDA, 440302",
        "mc-cda,          CDA, 440302",
        "dual-interface,  DDA, 440302",
        "payment-loyalty, DDA, 410302",
        "visa-sign,       SDA, 5E0300"
    })
    void both_cards_of_a_product_are_accepted(String product, AuthenticationMethod method, String verification) {
        for (MadeCards.Card card : cards(product)) {
            TransactionResult result = pay(card, card.record());
            assertThat(result.isAccepted()).as(String.join("\n", result.text())).isTrue();
            assertThat(result.ending()).isEqualTo(Ending.APPROVED_ONLINE);
            assertThat(result.authentication()).isEqualTo(method);
            assertThat(result.cardholderVerification().toHex()).isEqualTo(verification);
        }
    }

    @Test
    void every_shipped_chip_has_a_recipe() {
        assertThat(recipes.keySet())
                .containsExactlyInAnyOrder(
                        "native-vsdc-8k",
                        "native-mchip-lite-4k",
                        "vsdc-dda-16k",
                        "mchip4-36k",
                        "dual-vsdc-40k",
                        "multi-80k");
    }

    @ParameterizedTest
    @CsvSource({"mc-cda, A0000000041010", "dual-interface, A0000000031010"})
    void contactless_terminals_find_the_application_in_the_ppse(String product, String aid) {
        MadeCards.Card card = cards(product).get(0);
        try (CardPersonalization personalized = personalize(card, card.record())) {
            assertThat(terminal(card).contactlessApplications(personalized.channel()))
                    .containsExactly(ByteString.fromHex(aid));
        }
    }

    @ParameterizedTest
    @MethodSource("org.cardwright.jobs.products.CardMutant#all")
    void a_changed_card_is_refused_for_the_right_reason(CardMutant mutant) {
        List<MadeCards.Card> pair = cards(mutant.product());
        CpsRecord changed = mutant.change().of(pair.get(0).record(), pair.get(1).record());
        assertThat(changed).isNotEqualTo(pair.get(0).record());
        TransactionResult result = pay(pair.get(0), changed);
        assertThat(result.isAccepted()).as(String.join("\n", result.text())).isFalse();
        Stream<String> reasons = Stream.concat(
                Stream.concat(result.results().names().stream(), Stream.of(result.reason())),
                result.answer().map(answer -> answer.finding().name()).stream());
        assertThat(reasons).as(String.join("\n", result.text())).contains(mutant.reason());
    }

    @Test
    void a_card_with_check_values_of_another_cannot_be_personalized() {
        List<MadeCards.Card> pair = cards("visa-dda");
        CpsRecord changed =
                CardMutant.taking("9000").of(pair.get(0).record(), pair.get(1).record());
        try (CardPersonalization personalized = personalize(pair.get(0), changed)) {
            assertThat(personalized.refusal().orElseThrow().text())
                    .contains("application A0000000031010", "[9000]", "6A80");
        }
    }

    @Test
    void a_transcript_of_any_card_shows_no_card_number_and_no_name() {
        for (MadeCards.Card card : made.cards()) {
            Transcript transcript = new Transcript();
            try (CardPersonalization personalized = personalize(card, card.record())) {
                terminal(card)
                        .run(
                                new TranscriptChannel(personalized.channel(), transcript),
                                Transaction.purchase(BELOW_FLOOR),
                                pin(card));
            }
            assertThat(String.join("\n", transcript.lines()))
                    .contains("READ RECORD")
                    .doesNotContain(card.profiled().application().pan().digits(), "MUSTERMANN");
        }
    }

    private static TransactionResult pay(MadeCards.Card card, CpsRecord record) {
        try (CardPersonalization personalized = personalize(card, record)) {
            assertThat(personalized.refusal()).isEmpty();
            return terminal(card).run(personalized.channel(), Transaction.purchase(BELOW_FLOOR), pin(card));
        }
    }

    private static CardPersonalization personalize(MadeCards.Card card, CpsRecord record) {
        ChipRecipe recipe = Objects.requireNonNull(
                recipes.get(card.profiled().product().chip().id()));
        return CardPersonalization.of(
                record,
                recipe,
                new VirtualCard.Surroundings(new TransportKeySecrets(record, transportKeys), new SecureRandom()));
    }

    private static EmvTerminal terminal(MadeCards.Card card) {
        return new EmvTerminal(
                TerminalProfile.test(ShippedOrders.TODAY.plusDays(30)),
                (rid, index, bytes) ->
                        caKeys.find(rid, index, bytes).map(key -> new RsaPublicKey(key.modulus(), key.exponent())),
                IssuerOfProduct.host(made.module(), card.profiled().product()).orElseThrow(),
                new SecureRandom());
    }

    /** As in the orders. */
    private static PinPad pin(MadeCards.Card card) {
        int number = card.profiled().application().recordNumber();
        return PinPad.entering(String.format(Locale.ROOT, "12%02d", number));
    }

    private static List<MadeCards.Card> cards(String product) {
        return made.cards().stream()
                .filter(card -> card.toString().equals(product))
                .toList();
    }
}
