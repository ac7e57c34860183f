package org.cardwright.crypto.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardValues;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.SuppliedTracks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule of preparation (R-3xx) says no to a wrong card and nothing to its twin of the same product. */
class PreparationRulesTest {

    private static final String CHIP_TRACK_2 = "<track-2><field is=\"DATA\" from=\"issuer\" length=\"13\"/></track-2>";

    private static final String PIN_OF_FOUR = "<card-values><pin-offset key=\"golden.pvk-ibm\" pin-digits=\"4\""
            + " decimalisation=\"1234567890123456\"/></card-values>"
            + "<stripe><track-2><field is=\"PIN_OFFSET\"/></track-2></stripe><cps>";

    @TempDir
    private static Path shared;

    private static SecurityModule module;

    @TempDir
    private Path directory;

    /**
     * One rule, one product and two orders that differ in what the rule asks.
     *
     * @param rule the rule that the wrong one breaks
     * @param edits what the product has otherwise than the published one, old and new text in turns
     * @param right prepared
     * @param wrong refused
     */
    private record Pair(RejectReason rule, List<String> edits, CardApplication right, CardApplication wrong) {}

    @BeforeAll
    static void openModule() throws IOException {
        module = PublishedKeys.module(shared);
    }

    @AfterAll
    static void closeModule() {
        module.close();
    }

    @Test
    void every_rule_of_preparation_has_a_case() throws IOException {
        List<Pair> pairs = pairs();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            GoldenCards golden = new GoldenCards(Files.createDirectory(directory.resolve("rule-" + i)));
            for (int edit = 0; edit < pair.edits().size(); edit += 2) {
                golden.edit(pair.edits().get(edit), pair.edits().get(edit + 1));
            }
            assertThat(result(golden, pair.right()))
                    .as("the twin of %s", pair.rule())
                    .isInstanceOf(PreparationResult.Prepared.class);
            assertThat(result(golden, pair.wrong()))
                    .isInstanceOfSatisfying(
                            PreparationResult.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(pair.rule()));
        }
        assertThat(pairs.stream().map(Pair::rule).collect(Collectors.toSet())).isEqualTo(rulesOfPreparation());
    }

    private static Set<RejectReason> rulesOfPreparation() {
        return Arrays.stream(RejectReason.values())
                .filter(rule -> rule.id().startsWith("R-3"))
                .collect(Collectors.toSet());
    }

    private static PreparationResult result(GoldenCards golden, CardApplication order) {
        return new CardPreparation(module).prepare(List.of(golden.card(order))).get(0);
    }

    private static List<Pair> pairs() {
        EncryptedPinBlock garbage = new EncryptedPinBlock(PinBlockFormat.ISO_0, ByteString.repeat(1, 8));
        return List.of(
                new Pair(
                        RejectReason.PIN_BLOCK_WITHOUT_PIN,
                        List.of(),
                        GoldenCards.order(1),
                        GoldenCards.order(1, GoldenCards.TRACKS, garbage)),
                new Pair(
                        RejectReason.CERTIFICATE_SHORTER_THAN_CARD,
                        List.of(),
                        order("TEST/CARDHOLDER", "3012"),
                        order("TEST/CARDHOLDER", "3101")),
                new Pair(
                        RejectReason.ELEMENT_LENGTH,
                        List.of(
                                "</dgis>",
                                "<positional dgi=\"3010\" total=\"15\"><field name=\"name\" order=\"CARDHOLDER_NAME\""
                                        + " length=\"15\"/></positional></dgis>"),
                        order("TEST/CARDHOLDER", "2512"),
                        order("TEST/CARDHOLDERS", "2512")),
                new Pair(
                        RejectReason.RECORD_TOO_LARGE,
                        List.of(
                                "57 5F20 9F1F</record>",
                                "57 5F20 9F1F DF01</record>",
                                "<element tag=\"87\"",
                                "<element tag=\"DF01\" hex=\"" + "5A".repeat(186) + "\"/><element tag=\"87\""),
                        order("TEST/CARDHOLDER", "2512"),
                        order("TEST/CARDHOLDERLONGER", "2512")),
                valuePair(),
                pinLengthPair());
    }

    /** The issuer's value must be the computed one; three digits of the wrong one are off. */
    private static Pair valuePair() {
        String computed = module.cardValues()
                .cardVerificationValues(List.of(
                        new CardValues.CardValueRequest(KeyName.of("bank-one.cvk"), GoldenCards.pan(), "2512", "999")))
                .get(0);
        String other = Integer.toString((Integer.parseInt(computed) + 111) % 900 + 100);
        return new Pair(
                RejectReason.CARD_VERIFICATION_VALUE_DIFFERS,
                List.of(
                        CHIP_TRACK_2,
                        "<track-2><field is=\"ICVV\" from=\"checked\"/></track-2>",
                        "<cps>",
                        "<card-values cvk=\"bank-one.cvk\"/><cps>"),
                withTrack2(computed),
                withTrack2(other));
    }

    private static CardApplication withTrack2(String data) {
        return GoldenCards.order(
                1, new SuppliedTracks("", "", "", "1234500000000000", data), GoldenCards.pinBlock("1234"));
    }

    private static Pair pinLengthPair() {
        return new Pair(
                RejectReason.PIN_LENGTH,
                List.of("<cps>", PIN_OF_FOUR),
                GoldenCards.order(1, GoldenCards.TRACKS, GoldenCards.pinBlock("1234")),
                GoldenCards.order(1, GoldenCards.TRACKS, GoldenCards.pinBlock("12345")));
    }

    private static CardApplication order(String name, String expiry) {
        return GoldenCards.order(GoldenCards.pan(), name, expiry, Map.of());
    }
}
