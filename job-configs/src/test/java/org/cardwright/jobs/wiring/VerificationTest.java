package org.cardwright.jobs.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.OneCardBatch;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.file.RecordMac;
import org.cardwright.perso.file.ReleaseRefusedException;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.perso.verify.Expectations;
import org.cardwright.pipeline.close.ReleaseVerifier;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

    private static final String GROUP = "golden-visa.golden";

    @TempDir
    private Path folder;

    @Test
    void a_card_that_could_not_be_held_against_its_order_and_product_is_not_released() throws IOException {
        Path root = TestVault.in(folder.resolve("home"));
        try (OpenedHome home =
                OpenedHome.open(HomeDirectory.open(root), OpenedHome.publishedTestPassphrase(), Progress.NONE)) {
            CaPublicKeys authorities =
                    CaPublicKeys.read(new ByteArrayInputStream(SampleData.bytes("keys-test-only/ca-public-keys.json")));
            Verification verification = new Verification(
                    new Verification.Keys(
                            home.module(), OneCardBatch.RECORD_KEY, OneCardBatch.SIGNING_KEY, authorities),
                    Expectations.NONE,
                    new Verification.Effort(2, Progress.NONE));

            assertThatExceptionOfType(ReleaseRefusedException.class)
                    .isThrownBy(() -> seal(home, verification))
                    .satisfies(refused -> assertThat(refused.findings())
                            .contains(
                                    "not checked: orders against records: the orders are not known",
                                    "not checked: records against products and secrets by question: no product for"
                                            + " group " + GROUP));
        }
    }

    private void seal(OpenedHome home, ReleaseVerifier check) throws IOException {
        ByteString chip = ByteString.of(SampleData.bytes("vectors/rec_visa.bin"));
        GroupFiles files = new GroupFiles(GROUP, Map.of(Channel.CHIP, GroupFiles.Frame.NONE), false);
        RecordMac.Unbound card = new RecordMac.Unbound(1, "A-1", GROUP, Map.of(Channel.CHIP, chip));
        new OneCardBatch(home.module(), List.of(files), card)
                .seal(
                        folder.resolve("batch"),
                        directory -> check.inspect(directory).findings());
    }
}
