package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** An error is our bug, exit code 70, wherever it happens; the batch can still be resumed. */
class DefectTest {

    private static final String QUOTED = "9999990000000014";

    @TempDir
    private Path directory;

    private Home home;
    private Path export;

    @BeforeEach
    void prepare_a_home() throws IOException {
        home = new Home(directory);
        export = home.export("orders.txt", 1, 80);
    }

    @AfterEach
    void pass_all_points_again() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    static Stream<Arguments> errors() {
        List<Supplier<Error>> errors = List.of(
                () -> new OutOfMemoryError(QUOTED),
                () -> new StackOverflowError(QUOTED),
                () -> new NoClassDefFoundError(QUOTED),
                () -> new AssertionError(QUOTED));
        return errors.stream()
                .flatMap(error -> Stream.of("BATCH_TAKEN", "STEP_CREATED", "CHUNK_WRITTEN", "CHECKPOINT_WRITTEN")
                        .map(point -> Arguments.of(point, error)));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void an_error_ends_the_run_as_our_bug_at(String point, Supplier<Error> error) throws Exception {
        HaltAtPoint.inProcess = (passed, step) -> {
            if (passed.equals(point) && !step.equals("intake")) {
                throw error.get();
            }
        };
        BatchOutcome outcome = home.prepare(export);

        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.INTERNAL);
        assertThat(outcome.exitCode()).isEqualTo(70);
        assertThat(outcome.message()).contains(error.get().getClass().getName()).doesNotContain(QUOTED);
        assertResumes();
    }

    @Test
    void an_error_of_a_thread_that_makes_cards_is_our_bug() throws Exception {
        assertThat(preparing(() -> {
                    throw new StackOverflowError(QUOTED);
                }))
                .satisfies(outcome -> assertThat(outcome.message()).contains("StackOverflowError"))
                .extracting(BatchOutcome::kind)
                .isEqualTo(BatchOutcome.Kind.INTERNAL);
        assertResumes();
    }

    @Test
    void a_database_that_ran_out_of_memory_is_our_bug_and_one_that_is_down_is_not() throws Exception {
        assertThat(preparing(() -> {
                            throw new DataAccessResourceFailureException("down", new OutOfMemoryError(QUOTED));
                        })
                        .kind())
                .isEqualTo(BatchOutcome.Kind.INTERNAL);
        assertThat(preparing(() -> {
                            throw new DataAccessResourceFailureException("down", new IOException(QUOTED));
                        })
                        .kind())
                .isEqualTo(BatchOutcome.Kind.UNAVAILABLE);
        assertResumes();
    }

    private BatchOutcome preparing(Runnable failure) throws IOException {
        LineDefinition definition = new LineDefinition(
                "1",
                processing -> slice -> {
                    failure.run();
                    return processing.process(slice);
                },
                release -> release);
        try (Pipeline pipeline = home.open(definition)) {
            return pipeline.prepare(home.request(export));
        }
    }

    private void assertResumes() throws IOException {
        HaltAtPoint.inProcess = CrashPoints.NONE;
        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.DONE);
    }
}
