package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.KeyActs;
import org.cardwright.pipeline.partition.PartitionSettings;
import org.cardwright.pipeline.pool.KeyPoolSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {

    @TempDir
    private Path directory;

    @Test
    void makes_a_batch_and_accounts_for_every_order() throws Exception {
        Home home = new Home(directory);
        Path export = home.export("orders.txt", 1, 250);

        try (Pipeline pipeline = home.open()) {
            BatchOutcome outcome = pipeline.prepare(home.request(export));

            assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.counts()).isEqualTo(new BatchCounts(250, 150, 100, 0, 0));
            assertThat(outcome.counts().good()).isEqualTo(Home.good(250));
            assertThat(outcome.directory().orElseThrow()).isDirectory();
            BatchDetails details = pipeline.batch(outcome.batch()).orElseThrow();
            assertThat(details.summary().state()).isEqualTo(BatchState.CLOSED);
            assertThat(details.steps())
                    .extracting(BatchDetails.StepAccount::closed)
                    .containsOnly(true);
            assertThat(details.rejects().subList(0, 4))
                    .containsExactly(
                            new Screened.Rejected(3, "A1-000003", "PAN", RejectReason.PAN_CHECK_DIGIT),
                            new Screened.Rejected(6, "", "", RejectReason.COLUMN_COUNT),
                            new Screened.Rejected(8, "A1-000008", "PAN", RejectReason.DUPLICATE_CARD_IN_BATCH),
                            new Screened.Rejected(9, "A1-000009", "PIN_BLOCK", RejectReason.PIN_BLOCK_WITHOUT_PIN));
            assertThat(pipeline.auditIntact()).isTrue();
        }
    }

    @Test
    void leaves_no_staged_data_behind() throws Exception {
        Home home = new Home(directory);

        BatchOutcome outcome = home.prepare(home.export("orders.txt", 1, 30));

        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
        assertThat(directory.resolve("inbox")).isEmptyDirectory();
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    @Test
    void sweeps_away_what_a_crash_left_of_batches_that_are_not_open() throws Exception {
        Home home = new Home(directory);
        String closed = home.prepare(home.export("orders.txt", 1, 30)).batch();
        Files.writeString(directory.resolve("inbox").resolve("cd".repeat(32) + ".part"), "x");
        Files.writeString(directory.resolve("inbox").resolve(closed + ".export"), "x");
        Files.writeString(directory.resolve("inbox").resolve("ab".repeat(32) + ".export"), "x");
        Files.writeString(
                Files.createDirectory(directory.resolve("work").resolve(closed)).resolve("intake.seg"), "x");

        home.open().close();

        assertThat(directory.resolve("inbox")).isEmptyDirectory();
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    @Test
    void verifies_the_seal_when_the_same_content_comes_under_another_name() throws Exception {
        Home home = new Home(directory);
        Path export = home.export("orders.txt", 1, 30);
        BatchOutcome first = home.prepare(export);
        Path other = Files.copy(export, directory.resolve("renamed.txt"));

        BatchOutcome second = home.prepare(other);

        assertThat(second.kind()).as(second.message()).isEqualTo(BatchOutcome.Kind.ALREADY_DONE);
        assertThat(second.batch()).isEqualTo(first.batch());
        assertThat(second.exitCode()).isZero();
    }

    @Test
    void says_70_when_the_output_of_a_closed_batch_was_altered_or_is_missing() throws Exception {
        Home home = new Home(directory);
        Path export = home.export("orders.txt", 1, 30);
        Path sealed = home.prepare(export).directory().orElseThrow();
        Path file = sealed.resolve("blue/chip.cps");
        byte[] bytes = Files.readAllBytes(file);
        bytes[20] ^= 1;
        Files.write(file, bytes);

        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.OUTPUT_ALTERED);
        Files.move(sealed, directory.resolve("moved"));

        assertThat(home.prepare(export).exitCode()).isEqualTo(70);
    }

    @Test
    void refuses_used_skipped_and_leaping_sequence_numbers_with_a_pointer_to_the_batch() throws Exception {
        Home home = new Home(directory);
        BatchOutcome fifth = home.prepare(home.export("five.txt", 5, 20));
        Path used = home.export("used.txt", 5, 30);
        Path skipped = home.export("skipped.txt", 4, 30);
        Path leaping = home.export("leaping.txt", 7, 30);

        for (Path file : List.of(used, skipped, leaping)) {
            BatchOutcome refused = home.prepare(file);
            assertThat(refused.exitCode()).as(refused.message()).isEqualTo(65);
            assertThat(refused.message()).contains(fifth.batch());
        }
        assertThat(home.prepare(home.export("six.txt", 6, 20)).kind()).isEqualTo(BatchOutcome.Kind.DONE);
    }

    @Test
    void rejects_a_card_that_another_batch_has_made_and_goes_on() throws Exception {
        Home home = new Home(directory);
        BatchOutcome first = home.prepare(home.export("one.txt", 1, 10));
        Path second = directory.resolve("two.txt");
        Files.write(
                second,
                List.of(
                        "H|2",
                        "B-1|" + Home.pan(1, 1, 0) + "|01|2912",
                        "B-2|" + Home.pan(2, 2, 0) + "|01|2912",
                        "T|2"));

        try (Pipeline pipeline = home.open()) {
            BatchOutcome outcome = pipeline.prepare(home.request(second));

            assertThat(outcome.counts()).isEqualTo(new BatchCounts(2, 1, 1, 0, 0));
            assertThat(pipeline.batch(outcome.batch()).orElseThrow().rejects())
                    .containsExactly(new Screened.Rejected(
                            1,
                            "B-1",
                            "PAN",
                            RejectReason.CARD_ALREADY_PRODUCED,
                            "batch " + first.batch().substring(0, 16)));
        }
    }

    @Test
    void closes_a_batch_of_which_no_card_can_be_made() throws Exception {
        Home home = new Home(directory);
        home.prepare(home.export("one.txt", 1, 2));
        Path again = directory.resolve("again.txt");
        Files.write(
                again,
                List.of(
                        "H|2",
                        "B-2|" + Home.pan(1, 2, 0) + "|01|2912",
                        "B-1|" + Home.pan(1, 1, 0) + "|01|2912",
                        "T|2"));
        Path nothing = Files.write(directory.resolve("nothing.txt"), List.of("H|3", "T|0"));

        for (Path export : List.of(again, nothing)) {
            BatchOutcome outcome = home.prepare(export);
            assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
            assertThat(outcome.counts().good()).isZero();
            assertThat(outcome.directory().orElseThrow().resolve("rejects.csv")).exists();
            assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.ALREADY_DONE);
        }
    }

    @Test
    void an_order_reference_may_come_again_in_another_file_but_neither_there_twice_nor_with_a_card_of_before()
            throws Exception {
        Home home = new Home(directory);
        home.prepare(home.export("one.txt", 1, 2));
        Path second = Files.write(
                directory.resolve("second.txt"),
                List.of(
                        "H|2",
                        "A1-000001|" + Home.pan(2, 1, 0) + "|01|2912",
                        "A1-000001|" + Home.pan(2, 2, 0) + "|01|2912",
                        "A1-000002|" + Home.pan(1, 2, 0) + "|01|2912",
                        "T|3"));

        BatchOutcome outcome = home.prepare(second);

        assertThat(outcome.counts()).isEqualTo(new BatchCounts(3, 1, 2, 0, 0));
        try (Pipeline pipeline = home.open()) {
            assertThat(pipeline.batch(outcome.batch()).orElseThrow().rejects())
                    .extracting(Screened.Rejected::recordNumber, Screened.Rejected::reason)
                    .containsExactly(
                            tuple(2, RejectReason.DUPLICATE_ORDER_REFERENCE),
                            tuple(3, RejectReason.CARD_ALREADY_PRODUCED));
        }
    }

    @Test
    void refuses_a_bad_file_whole() throws Exception {
        Home home = new Home(directory);
        Path export = home.export("orders.txt", 1, 10);
        Files.writeString(export, Files.readString(export).replace("T|10", "T|11"));

        BatchOutcome outcome = home.prepare(export);

        assertThat(outcome.exitCode()).isEqualTo(65);
        assertThat(outcome.message()).contains("orders.txt");
        assertThat(home.prepare(directory.resolve("absent.txt")).exitCode()).isEqualTo(65);
    }

    @Test
    void refuses_unfinished_content_that_was_taken_with_other_profiles() throws Exception {
        Home home = new Home(directory);
        Path export = home.export("orders.txt", 1, 10);
        LineDefinition failing = new LineDefinition("1", p -> p, release -> {
            throw new IllegalStateException("no release");
        });
        try (Pipeline pipeline = home.open(failing)) {
            assertThatIllegalStateException().isThrownBy(() -> pipeline.prepare(home.request(export)));
        }

        try (Pipeline pipeline = home.open(new LineDefinition("2", p -> p, r -> r))) {
            BatchOutcome outcome = pipeline.prepare(home.request(export));
            assertThat(outcome.exitCode()).isEqualTo(65);
            assertThat(outcome.message())
                    .contains(pipeline.batches().get(0).batch())
                    .contains("other profiles");
        }
    }

    @Test
    void verifies_sealed_content_that_was_taken_with_other_profiles() throws Exception {
        Home home = new Home(directory);
        Path export = home.export("orders.txt", 1, 10);
        BatchOutcome first = home.prepare(export);

        try (Pipeline pipeline = home.open(new LineDefinition("2", p -> p, r -> r))) {
            BatchOutcome outcome = pipeline.prepare(home.request(export));
            assertThat(outcome.kind()).isEqualTo(BatchOutcome.Kind.ALREADY_DONE);
            assertThat(outcome.batch()).isEqualTo(first.batch());
        }
    }

    @Test
    void writes_the_same_bytes_with_other_chunks_and_threads() throws Exception {
        Home one = new Home(directory.resolve("one"));
        Home two = new Home(directory.resolve("two"));
        one.prepare(one.export("orders.txt", 1, 250));
        PipelineSettings wide = new PipelineSettings(
                two.settings().database(),
                two.settings().inbox(),
                two.settings().work(),
                two.settings().auditFile(),
                PipelineSettings.RestartPolicy.AUTOMATIC,
                PipelineSettings.ProfilePolicy.ANY,
                PipelineSettings.TransportPolicy.ANY,
                KeyActs.Policy.ALONE,
                0,
                4,
                7,
                PartitionSettings.LOCAL,
                PassphraseCost.LEAST,
                KeyPoolSettings.OFF);
        try (Pipeline pipeline = Pipeline.open(wide, Home.ports(LineDefinition.plain()))) {
            pipeline.prepare(two.request(two.export("orders.txt", 1, 250)));
        }

        assertThat(two.output()).isEqualTo(one.output()).hasSize(4);
    }
}
