package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.perso.TestVault;
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
}
