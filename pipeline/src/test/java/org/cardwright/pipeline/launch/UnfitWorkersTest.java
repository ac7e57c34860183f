package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that cannot do anything keep nobody from work, and a batch that nobody can make says why. */
class UnfitWorkersTest {

    @TempDir
    private Path directory;

    private RemoteBureau bureau;

    @BeforeEach
    void prepare_a_bureau() throws Exception {
        bureau = new RemoteBureau(directory, RemoteBureau.PARTITION);
    }

    @AfterEach
    void end_everything() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
        bureau.stopPreparing();
        bureau.close();
    }

    @Test
    void end_when_they_have_other_products_and_fail_nothing() throws Exception {
        Future<BatchOutcome> run = bureau.prepareMeanwhile();
        try (Pipeline unfit = bureau.home().open(new LineDefinition("2", ForkedPrepare.slowed(0), r -> r))) {
            BatchOutcome ended = unfit.work(() -> {}).orElseThrow();
            assertThat(ended.kind()).isEqualTo(BatchOutcome.Kind.REFUSED);
            assertThat(ended.message()).contains("the worker has another layout");
        }
        assertThat(bureau.number("select count(*) from batch_partition where state <> 'WAITING' or tries > 0"))
                .isZero();

        bureau.startWorker();

        BatchOutcome outcome = run.get(60, TimeUnit.SECONDS);
        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
    }

    @Test
    void are_not_told_of_an_intake_that_is_damaged() throws Exception {
        HaltAtPoint.inProcess = (point, step) -> {
            if (point.equals("STEP_CREATED") && step.equals("make")) {
                cutTheIntake();
            }
        };

        BatchOutcome outcome = bureau.home().prepare(bureau.export());

        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.NOT_RECONCILED);
    }

    private void cutTheIntake() {
        try (Stream<Path> files = Files.walk(bureau.home().root().resolve("work"))) {
            Path intake = files.filter(file -> file.getFileName().toString().equals("intake.seg"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(intake);
            Files.write(intake, Arrays.copyOf(bytes, bytes.length / 2));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
