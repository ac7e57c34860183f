package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.TestVault;
import org.cardwright.perso.file.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersoFileVerifierTest {

    @TempDir
    private Path parent;

    @Test
    void accepts_a_batch_of_the_worked_cards_and_checks_all_of_it() throws IOException {
        Path batch = SealedBatch.golden().seal(parent.resolve("batch"));

        List<Long> heard = new ArrayList<>();
        VerificationReport report = new PersoFileVerifier(GoldenCards.fullContext())
                .verify(batch, (done, total) -> heard.addAll(List.of(done, total)));

        assertThat(heard).containsExactly(2L, 2L);
        // the two worked cards share one ICC key and serial, which a batch must not
        assertThat(report.findings())
                .extracting(Finding::rule)
                .containsExactly(VerificationRule.KEY_TWICE, VerificationRule.SERIAL_TWICE);
        assertThat(report.notChecked()).isEmpty();
        assertThat(report.records()).isEqualTo(2);
    }

    @Test
    void says_what_it_did_not_check_without_a_vault() throws IOException {
        Path batch = SealedBatch.golden().seal(parent.resolve("batch"));

        VerificationReport report = new PersoFileVerifier(VerificationContext.publicPart(
                        GoldenCards.caKeys(), TestVault.module().seals()))
                .verify(batch);

        assertThat(report.notChecked()).hasSize(6);
    }

    @Test
    void one_thread_is_the_one_that_asks() throws IOException {
        Path batch = SealedBatch.golden().seal(parent.resolve("batch"));

        assertThat(threadsThatAsk(batch, 1)).containsExactly(Thread.currentThread());
        assertThat(threadsThatAsk(batch, 2)).doesNotContain(Thread.currentThread());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PersoFileVerifier(GoldenCards.fullContext(), 0))
                .withMessageContaining("1 to 64");
    }

    /** The threads in which the security module hears the questions about cards. */
    private static Set<Thread> threadsThatAsk(Path batch, int threads) throws IOException {
        Set<Thread> asking = ConcurrentHashMap.newKeySet();
        SecurityModule module = (SecurityModule) Proxy.newProxyInstance(
                SecurityModule.class.getClassLoader(),
                new Class<?>[] {SecurityModule.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("inOneSession")) {
                        asking.add(Thread.currentThread());
                    }
                    return method.invoke(TestVault.module(), arguments);
                });
        VerificationContext full = GoldenCards.fullContext();
        VerificationContext watched = new VerificationContext(
                full.caKeys(),
                full.signatures(),
                full.publicKey(),
                Optional.of(module),
                full.recordKey(),
                full.expectations());
        assertThat(new PersoFileVerifier(watched, threads).verify(batch).records())
                .isEqualTo(2);
        return asking;
    }

    /** A hundred cards, of which every seventh is cut short; however many threads look, each is named in its turn. */
    @Test
    void finds_the_same_in_the_same_order_on_any_number_of_threads() throws IOException {
        SealedBatch cards = new SealedBatch();
        for (int card = 1; card <= 100; card++) {
            ByteString whole = GoldenCards.VISA;
            ByteString chip = card % 7 == 0 ? whole.slice(0, whole.size() - card) : whole;
            cards.card("order-" + card, GoldenCards.VISA_GROUP, Map.of(Channel.CHIP, chip));
        }
        Path batch = cards.seal(parent.resolve("batch"));

        VerificationReport alone = new PersoFileVerifier(GoldenCards.fullContext(), 1).verify(batch);

        assertThat(alone.records()).isEqualTo(100);
        assertThat(alone.findings())
                .filteredOn(finding -> finding.rule() == VerificationRule.RECORD_SHAPE)
                .extracting(Finding::order)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 14)
                        .mapToObj(i -> "order-" + 7 * i)
                        .toList());
        assertThat(alone.channels().cards()).isEqualTo(100);
        for (int threads : List.of(2, 3, 8)) {
            VerificationReport several = new PersoFileVerifier(GoldenCards.fullContext(), threads).verify(batch);
            assertThat(several.records()).as("%d threads", threads).isEqualTo(100);
            assertThat(several.findingCount()).isEqualTo(alone.findingCount());
            assertThat(several.findings()).isEqualTo(alone.findings());
            assertThat(several.notChecked()).isEqualTo(alone.notChecked());
            assertThat(several.channels().byChannels())
                    .isEqualTo(alone.channels().byChannels());
        }
    }
}
