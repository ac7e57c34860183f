package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.OperatorRefusedException;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that can never be finished is ended by two persons: nothing sealed, every order named, key and files gone. */
class AbandonmentTest {

    private static final int ORDERS = 60;
    private static final int GOOD = 36;

    @TempDir
    private Path directory;

    private Home home;
    private Path export;

    @BeforeEach
    void register_two_people() throws Exception {
        home = new Home(directory);
        export = home.export("orders.txt", 1, ORDERS);
        try (Pipeline pipeline = home.open()) {
            People.register(pipeline, "ada", OperatorRole.OPERATOR, OperatorRole.APPROVER);
            People.register(pipeline, "bob", OperatorRole.APPROVER);
        }
    }

    @AfterEach
    void pass_all_points_again() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    @Test
    void a_batch_whose_staged_cards_are_damaged_ends_with_every_order_held_by_name() throws Exception {
        interruptAt("CHUNK_WRITTEN", "release");
        try (RandomAccessFile segment =
                new RandomAccessFile(find("prepared.seg").toFile(), "rw")) {
            segment.setLength(segment.length() / 2);
        }
        BatchOutcome broken = home.prepare(export);
        assertThat(broken.kind()).isEqualTo(BatchOutcome.Kind.NOT_RECONCILED);

        BatchOutcome outcome = abandon();

        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.ABANDONED);
        assertThat(outcome.counts()).isEqualTo(new BatchCounts(ORDERS, 0, ORDERS - GOOD, GOOD, 0));
        assertThat(outcome.directory()).isEmpty();
        assertEveryOrderIsNamed();
        assertNothingIsLeft();
        assertThat(audit(AuditEvent.ABANDON_REQUESTED, AuditEvent.ABANDON_APPROVED, AuditEvent.BATCH_ABANDONED))
                .containsExactly(
                        "ada the disk is damaged",
                        "bob the disk is damaged, asked for by ada",
                        "bob the disk is damaged");
    }

    @Test
    void the_content_stays_refused_and_its_cards_may_come_in_another_file() throws Exception {
        interruptAt("CHUNK_WRITTEN", "prepare");
        String batch = abandon().batch();

        BatchOutcome again = home.prepare(export);
        assertThat(again.exitCode()).isEqualTo(65);
        assertThat(again.message()).contains(batch).contains("next sequence number");

        String changed = Files.readString(export).replace("A1-", "B1-");
        assertThat(home.prepare(Files.writeString(directory.resolve("same-number.txt"), changed))
                        .exitCode())
                .isEqualTo(65);
        BatchOutcome next =
                home.prepare(Files.writeString(directory.resolve("next.txt"), changed.replaceFirst("H.1", "H|2")));
        assertThat(next.kind()).as(next.message()).isEqualTo(BatchOutcome.Kind.DONE);
        assertThat(next.counts().good()).isEqualTo(GOOD);
    }

    @Test
    void one_person_is_not_enough_and_an_ended_batch_cannot_be_abandoned() throws Exception {
        interruptAt("CHUNK_WRITTEN", "prepare");
        try (Pipeline pipeline = home.open()) {
            String batch = pipeline.batches().get(0).batch();
            assertThatThrownBy(() -> pipeline.requestAbandonment(batch, " ", People.login("ada")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pipeline.requestAbandonment(batch, "why", People.login("bob")))
                    .isInstanceOf(OperatorRefusedException.class);
            ApprovalRequest request = pipeline.requestAbandonment(batch, "why", People.login("ada"));
            assertThat(request.id()).startsWith("abandon-" + batch.substring(0, 16));
            assertThatThrownBy(() -> pipeline.approve(request.id(), People.login("ada")))
                    .isInstanceOf(OperatorRefusedException.class)
                    .hasMessageContaining("the person who asked");
            assertThat(pipeline.batches().get(0).state()).isEqualTo(BatchState.OPEN);

            assertThat(pipeline.prepare(home.request(export)).kind()).isEqualTo(BatchOutcome.Kind.DONE);
            assertThat(pipeline.approve(request.id(), People.login("bob")).kind())
                    .isEqualTo(BatchOutcome.Kind.INPUT_REFUSED);
            assertThat(pipeline.batches().get(0).state()).isEqualTo(BatchState.CLOSED);
            assertThatThrownBy(() -> pipeline.requestAbandonment(batch, "why", People.login("ada")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void orders_that_were_never_taken_in_are_named_from_the_copy_of_the_file() throws Exception {
        interruptAt("CHUNK_WRITTEN", "intake");

        assertThat(abandon().counts()).isEqualTo(new BatchCounts(ORDERS, 0, 0, ORDERS, 0));
        assertEveryOrderIsNamed();
        assertNothingIsLeft();
    }

    @Test
    void orders_of_a_copy_that_cannot_be_read_are_held_by_their_record_number() throws Exception {
        interruptAt("CHUNK_WRITTEN", "intake");
        Files.writeString(find(".export"), "no longer the file of the issuer");

        assertThat(abandon().counts()).isEqualTo(new BatchCounts(ORDERS, 0, 0, ORDERS, 0));
        try (Pipeline pipeline = home.open()) {
            assertThat(details(pipeline).held())
                    .extracting(BatchDetails.HeldOrder::recordNumber)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, ORDERS).boxed().toList());
            assertThat(details(pipeline).held())
                    .extracting(BatchDetails.HeldOrder::orderReference)
                    .containsOnly("");
        }
        assertNothingIsLeft();
    }

    @Test
    void output_under_its_final_name_may_have_been_used_and_is_never_abandoned() throws Exception {
        interruptAt("SEAL_DIRECTORY_FORCED", "release");
        BatchOutcome refused = abandon();

        assertThat(refused.exitCode()).isEqualTo(70);
        assertThat(refused.message()).contains("may have been used");
        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.DONE);
    }

    @Test
    void cards_that_were_released_are_not_made_again_even_when_their_output_is_gone() throws Exception {
        interruptAt("CHUNK_WRITTEN", "account");
        delete(home.out());
        assertThat(abandon().kind()).isEqualTo(BatchOutcome.Kind.ABANDONED);

        String next = Files.readString(export).replace("A1-", "B1-").replaceFirst("H.1", "H|2");
        BatchOutcome outcome = home.prepare(Files.writeString(directory.resolve("next.txt"), next));

        assertThat(outcome.counts().good()).isZero();
        try (Pipeline pipeline = home.open()) {
            assertThat(pipeline.batch(outcome.batch()).orElseThrow().rejects())
                    .filteredOn(reject -> reject.reason() == RejectReason.CARD_ALREADY_PRODUCED)
                    .hasSizeGreaterThanOrEqualTo(GOOD);
        }
    }

    @Test
    void a_crash_before_the_files_are_destroyed_is_made_good_by_the_next_start() throws Exception {
        interruptAt("CHUNK_COMMITTED", "release");
        assertThat(home.out()).isNotEmptyDirectory();
        HaltAtPoint.inProcess = (point, step) -> {
            if (point.equals("BATCH_ABANDONED")) {
                throw new OutOfMemoryError();
            }
        };
        assertThat(abandon().kind()).isEqualTo(BatchOutcome.Kind.INTERNAL);
        HaltAtPoint.inProcess = CrashPoints.NONE;
        assertThat(home.out()).isNotEmptyDirectory();

        home.open().close();

        assertNothingIsLeft();
    }

    private void interruptAt(String at, String during) throws IOException {
        HaltAtPoint.inProcess = (point, step) -> {
            if (point.equals(at) && step.equals(during)) {
                throw new IllegalStateException("planned");
            }
        };
        assertThat(home.prepare(export).kind()).isNotEqualTo(BatchOutcome.Kind.DONE);
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    private BatchOutcome abandon() throws IOException {
        try (Pipeline pipeline = home.open()) {
            String batch = pipeline.batches().get(0).batch();
            ApprovalRequest request = pipeline.requestAbandonment(batch, "the disk is damaged", People.login("ada"));
            return pipeline.approve(request.id(), People.login("bob"));
        }
    }

    private void assertEveryOrderIsNamed() throws IOException {
        try (Pipeline pipeline = home.open()) {
            BatchDetails details = details(pipeline);
            assertThat(details.summary().state()).isEqualTo(BatchState.ABANDONED);
            assertThat(Stream.concat(
                                    details.held().stream().map(BatchDetails.HeldOrder::orderReference),
                                    details.rejects().stream().map(Screened.Rejected::orderReference))
                            .filter(reference -> !reference.isEmpty()))
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, ORDERS)
                            .filter(i -> i % 10 != 6)
                            .mapToObj(i -> String.format(Locale.ROOT, "A1-%06d", i))
                            .toList());
        }
    }

    private void assertNothingIsLeft() throws Exception {
        assertThat(home.output()).isEmpty();
        assertThat(home.out()).isEmptyDirectory();
        assertThat(directory.resolve("work")).isEmptyDirectory();
        assertThat(directory.resolve("inbox")).isEmptyDirectory();
        assertThat(Query.column(home, "select coalesce(data_key, 'destroyed') from batch"))
                .containsExactly("destroyed");
    }

    private List<String> audit(AuditEvent... events) throws IOException {
        try (Pipeline pipeline = home.open()) {
            assertThat(pipeline.auditIntact()).isTrue();
            return pipeline.audit()
                    .filter(entry -> Set.of(events).contains(entry.event()))
                    .map(entry -> entry.operator() + " " + entry.reason())
                    .toList();
        }
    }

    private static BatchDetails details(Pipeline pipeline) {
        return pipeline.batch(pipeline.batches().get(0).batch()).orElseThrow();
    }

    private Path find(String name) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(file -> file.getFileName().toString().endsWith(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void delete(Path parent) throws IOException {
        try (Stream<Path> walk = Files.walk(parent)) {
            for (Path path : walk.filter(p -> !p.equals(parent))
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                Files.delete(path);
            }
        }
    }
}
