package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.perso.TestVault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the verifier has a defect that it finds, and that no other rule finds: so a rule that died is seen. */
@Tag("R19")
class EveryRuleTest {

    /**
     * Raised where the ledger is, and shown there: {@code VerifyAfterClosingTest} of the command line; and where the layout of whole
     * files is known: {@link FormatRecordsTest}.
     */
    private static final Set<VerificationRule> ELSEWHERE =
            EnumSet.of(VerificationRule.LEDGER, VerificationRule.FORMAT_RECORD);

    private static final VerificationContext BUREAU = new VerificationContext(
            GoldenCards.caKeys(),
            TestVault.module().seals(),
            Optional.of(TestVault.module().inventory().ed25519PublicKey(TestVault.SIGNING_KEY)),
            Optional.of(TestVault.module()),
            Optional.of(TestVault.RECORD_KEY),
            Expectations.NONE);

    @TempDir
    private static Path parent;

    private static Map<BatchDefects.Cards, Path> batches = Map.of();

    @BeforeAll
    static void seal() throws IOException {
        batches = BatchDefects.seal(parent);
    }

    static Stream<Arguments> cards() {
        return CardDefects.all().stream()
                .map(defect -> Arguments.of(defect.rule(), defect.view() + ", " + defect.what(), defect));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cards")
    void finds_a_wrong_card_by_the_one_rule_it_breaks(VerificationRule rule, String what, CardDefects.Defect defect) {
        assertThat(defect.fired()).as(what).containsExactly(rule);
    }

    static Stream<Arguments> batches() {
        return BatchDefects.all().stream().map(defect -> Arguments.of(defect.rule(), defect.what(), defect));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("batches")
    void finds_a_wrong_batch_by_the_one_rule_it_breaks(
            VerificationRule rule, String what, BatchDefects.Defect defect, @TempDir Path place) throws IOException {
        Path batch = batches.getOrDefault(defect.cards(), Path.of(""));
        SealedBatchEdit edited = SealedBatchEdit.copyOf(batch, place.resolve("batch"));
        defect.change().apply(edited);

        assertThat(edited.fired(BUREAU)).as(what).containsExactly(rule);
    }

    @Test
    void finds_nothing_in_what_the_defects_are_made_of() throws IOException {
        for (CardDefects.View view : CardDefects.View.values()) {
            assertThat(new CardDefects.Defect(VerificationRule.ORDER, "nothing", view, List.of("nothing")).fired())
                    .as(view.name())
                    .isEmpty();
        }
        CardDefects.Defect pinKey = new CardDefects.Defect(
                VerificationRule.ORDER, "a key for PINs", CardDefects.View.TERMINAL, List.of("pin-key"));
        assertThat(pinKey.fired()).isEmpty();
        CardDefects.Defect track3 = new CardDefects.Defect(
                VerificationRule.ORDER,
                "a track 3",
                CardDefects.View.ORDER,
                List.of("TRACK: ?\\r\\n > ?_;014761739001010119=1?\\r\\n"));
        assertThat(track3.fired()).isEmpty();
        Path batch = batches.getOrDefault(BatchDefects.Cards.SOUND, Path.of(""));
        SealedBatchEdit signedAnew = SealedBatchEdit.copyOf(batch, parent.resolve("signed-anew"))
                .manifest(json -> json.replace("\"test/1\"", "\"test/2\""));
        assertThat(signedAnew.fired(BUREAU)).isEmpty();
    }

    @Test
    void has_a_defect_for_every_rule() {
        Set<VerificationRule> shown = Stream.concat(
                        CardDefects.all().stream().map(CardDefects.Defect::rule),
                        BatchDefects.all().stream().map(BatchDefects.Defect::rule))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(VerificationRule.class)));
        shown.addAll(ELSEWHERE);

        assertThat(EnumSet.complementOf(EnumSet.copyOf(shown))).isEmpty();
    }
}
