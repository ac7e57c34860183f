package org.cardwright.jobs.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.jobs.wiring.NextKey.CVK;
import static org.cardwright.jobs.wiring.NextKey.NEXT_CVK;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.crypto.module.TokenVault;
import org.cardwright.crypto.pkcs11.TokenGroup;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.perso.file.Manifest;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys on tokens move on in their life as those in a vault do. */
class KeysDuringTokenBatchTest {

    private static final LocalDate CHANGE = LocalDate.of(2027, 1, 15);

    @TempDir
    private Path folder;

    @Test
    void a_batch_stays_with_its_versions_over_a_change_and_pauses_for_a_suspended_key() throws IOException {
        SoftHsmTokens.missing().ifPresent(Assumptions::abort);
        try (SoftHsmTokens tokens = SoftHsmTokens.in(folder.resolve("hsm"), "perso1")) {
            assertThat(tokens).isNotNull();
            DatedRuns runs = onTokens();
            takeInNextCvk(runs);
            Path before = DatedRuns.export(folder, 1, 40);
            Path after = DatedRuns.export(folder, 2, 2);

            runs.interrupt(CHANGE.minusDays(1), before);
            BatchOutcome paused = runs.run(
                    CHANGE, after, running -> running.module().keyLife().change(NEXT_CVK, KeyState.SUSPENDED));
            assertThat(paused.exitCode()).as(paused.message()).isEqualTo(75);
            assertThat(paused.message()).contains("the release waits: suspended are [bank-one.cvk/2]");
            Path resumed = runs.prepared(CHANGE, before);
            assertThat(DatedRuns.keys(resumed)).contains(CVK.toString()).doesNotContain(NEXT_CVK.toString());
            DatedRuns inSoftware = new DatedRuns(
                    DatedRuns.smallChunks(TestVault.in(folder.resolve("software"))),
                    OpenedHome::publishedTestPassphrase);
            assertThat(resumed.resolve(Manifest.NAME))
                    .hasSameBinaryContentAs(
                            inSoftware.prepared(CHANGE.minusDays(1), before).resolve(Manifest.NAME));

            try (OpenedHome opened = runs.open(CHANGE, Progress.NONE)) {
                opened.module().keyLife().change(NEXT_CVK, KeyState.ACTIVE);
            }
            assertThat(DatedRuns.keys(runs.prepared(CHANGE.plusDays(1), after)))
                    .contains(NEXT_CVK.toString())
                    .doesNotContain(CVK.toString());
        }
    }

    private DatedRuns onTokens() throws IOException {
        HomeDirectory home = DatedRuns.smallChunks(folder.resolve("on-tokens"));
        Files.writeString(
                home.config("cardwright.properties"),
                "\nsecurity-module = pkcs11\npkcs11.library = " + SoftHsmTokens.library()
                        + "\npkcs11.tokens = perso1\ncustody = transit\n",
                StandardOpenOption.APPEND);
        return new DatedRuns(home, KeysDuringTokenBatchTest::pin);
    }

    private static SecretBytes pin() {
        return SecretBytes.ofPassphrase(SoftHsmTokens.PIN.toCharArray());
    }

    private static void takeInNextCvk(DatedRuns runs) throws IOException {
        runs.open(CHANGE.minusDays(30), Progress.NONE).close();
        HomeDirectory home = runs.home();
        try (SecretBytes pin = pin();
                TokenVault vault = TokenVault.open(
                        home.vault(),
                        TokenGroup.open(home.settings().module().tokens().orElseThrow(), pin, Clock.systemUTC()))) {
            TestKeyImport.importAll(vault, NextKey::file);
        }
        try (OpenedHome opened = runs.open(CHANGE.minusDays(30), Progress.NONE)) {
            opened.module()
                    .keyLife()
                    .limit(NEXT_CVK, new Cryptoperiod(Optional.of(CHANGE), Optional.empty(), Optional.empty()));
        }
    }
}
