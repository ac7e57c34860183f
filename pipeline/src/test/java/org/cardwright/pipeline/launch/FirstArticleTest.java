package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.OperatorRefusedException;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch waits, verified and without a name, until two persons have approved exactly its first cards. */
class FirstArticleTest {

    private static final int ORDERS = 60;

    @TempDir
    private static Path shared;

    private static Reference reference;

    @TempDir
    private Path directory;

    private Home home;
    private Path export;

    @BeforeAll
    static void run_undisturbed() throws Exception {
        reference = Reference.of(shared.resolve("reference"), 1, ORDERS);
    }

    @BeforeEach
    void prepare_a_home_with_people() throws IOException {
        home = new Home(directory);
        export = home.export("orders.txt", 1, ORDERS);
        try (Pipeline pipeline = open(2)) {
            People.register(pipeline, "ada", OperatorRole.OPERATOR, OperatorRole.APPROVER);
            People.register(pipeline, "bob", OperatorRole.APPROVER);
        }
    }

    @AfterEach
    void pass_all_points_again() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    private Pipeline open(int cards) throws IOException {
        // production asks two persons before an interrupted batch goes on; one that waited was not interrupted
        return Pipeline.open(
                home.settings(PipelineSettings.RestartPolicy.TWO_PERSONS, cards), Home.ports(LineDefinition.plain()));
    }

    private BatchOutcome prepare(int cards) throws IOException {
        try (Pipeline pipeline = open(cards)) {
            return pipeline.prepare(home.request(export));
        }
    }

    private String waits(int cards) throws IOException {
        BatchOutcome outcome = prepare(cards);
        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.APPROVAL_NEEDED);
        assertThat(outcome.exitCode()).isEqualTo(77);
        assertThat(outcome.message()).contains("approve " + outcome.request().orElseThrow());
        assertThat(released()).isEmpty();
        return outcome.request().orElseThrow();
    }

    private List<Path> released() throws IOException {
        try (Stream<Path> batches = Files.list(home.out())) {
            return batches.filter(batch -> !batch.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private void approve(int cards) throws IOException {
        try (Pipeline pipeline = open(cards)) {
            FirstArticleProof proof =
                    pipeline.firstArticles().read(pipeline.batches().get(0).batch());
            ApprovalRequest request = pipeline.firstArticles().request(proof, "seen", People.login("ada"));
            assertThatThrownBy(() -> pipeline.approve(request.id(), People.login("ada")))
                    .isInstanceOf(OperatorRefusedException.class);
            assertThat(pipeline.approve(request.id(), People.login("bob")).kind())
                    .isEqualTo(BatchOutcome.Kind.APPROVED);
        }
    }

    private List<AuditEvent> events() throws IOException {
        try (Pipeline pipeline = open(2)) {
            assertThat(pipeline.auditIntact()).isTrue();
            return pipeline.audit().map(entry -> entry.event()).toList();
        }
    }

    @Test
    void the_first_cards_of_each_group_are_shown_from_the_disk_and_released_by_two_persons() throws Exception {
        String request = waits(2);
        assertThat(waits(2)).as("nothing runs twice").isEqualTo(request);
        assertThat(events().stream().filter(AuditEvent.FIRST_ARTICLE_WAITING::equals))
                .hasSize(1);

        try (Pipeline pipeline = open(2)) {
            FirstArticleProof proof =
                    pipeline.firstArticles().read(pipeline.batches().get(0).batch());
            assertThat(proof.request()).isEqualTo(request);
            assertThat(proof.cards()).hasSize(4);
            assertThat(proof.cards().stream().map(FirstArticleProof.Card::group).distinct())
                    .containsExactlyInAnyOrder("blue", "gold");
            assertThat(proof.cards().get(0).index()).isEqualTo(1);
        }
        approve(2);

        BatchOutcome done = prepare(2);
        assertThat(done.kind()).as(done.message()).isEqualTo(BatchOutcome.Kind.DONE);
        reference.assertEqual(home);
        assertThat(events())
                .containsSubsequence(
                        AuditEvent.FIRST_ARTICLE_WAITING,
                        AuditEvent.FIRST_ARTICLE_REQUESTED,
                        AuditEvent.FIRST_ARTICLE_APPROVED,
                        AuditEvent.BATCH_RESUMED,
                        AuditEvent.FIRST_ARTICLE_RELEASED,
                        AuditEvent.BATCH_CLOSED)
                .doesNotContain(AuditEvent.RESTART_REQUESTED);
        assertThatThrownBy(() -> {
                    try (Pipeline pipeline = open(2)) {
                        pipeline.approve(request, People.login("bob"));
                    }
                })
                .isInstanceOf(WrongUsageException.class);
    }

    @Test
    void one_person_holds_the_batch_for_good() throws Exception {
        String request = waits(2);
        try (Pipeline pipeline = open(2)) {
            String batch = pipeline.batches().get(0).batch();
            assertThatThrownBy(() -> pipeline.firstArticles().refuse(batch, "names", People.login("bob")))
                    .isInstanceOf(OperatorRefusedException.class);
            pipeline.firstArticles().refuse(batch, "names are off by one line", People.login("ada"));
            assertThatThrownBy(() -> pipeline.approve(request, People.login("bob")))
                    .isInstanceOf(WrongUsageException.class);
            assertThatThrownBy(() -> pipeline.firstArticles().read(batch)).isInstanceOf(WrongUsageException.class);
        }
        for (int cards : new int[] {2, 0}) {
            BatchOutcome held = prepare(cards);
            assertThat(held.exitCode()).isEqualTo(77);
            assertThat(held.message()).contains("held: ada refused its first cards (names are off by one line)");
        }
        assertThat(released()).isEmpty();
        try (Pipeline pipeline = open(2)) {
            String batch = pipeline.batches().get(0).batch();
            String end = pipeline.requestAbandonment(batch, "refused", People.login("ada"))
                    .id();
            assertThat(pipeline.approve(end, People.login("bob")).kind()).isEqualTo(BatchOutcome.Kind.ABANDONED);
        }
    }

    @Test
    void an_approval_is_of_these_cards_and_of_no_others() throws Exception {
        String first = waits(1);
        approve(1);

        String second = waits(2);
        assertThat(second).isNotEqualTo(first);
        try (Pipeline pipeline = open(2)) {
            assertThat(pipeline.requests())
                    .extracting(ApprovalRequest::state)
                    .containsExactlyInAnyOrder(ApprovalRequest.State.LAPSED, ApprovalRequest.State.NEEDED);
        }
        approve(2);
        assertThat(prepare(2).kind()).isEqualTo(BatchOutcome.Kind.DONE);
        reference.assertEqual(home);
    }

    @Test
    void a_card_that_was_changed_on_the_disk_is_not_shown_as_if_it_were_right() throws Exception {
        waits(2);
        Path chip;
        try (Stream<Path> walk = Files.walk(home.out())) {
            chip = walk.filter(file -> file.endsWith("blue/chip.cps"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] right = Files.readAllBytes(chip);
        byte[] wrong = right.clone();
        wrong[5] ^= 1;
        Files.write(chip, wrong);
        try (Pipeline pipeline = open(2)) {
            assertThatThrownBy(() -> pipeline.firstArticles()
                            .read(pipeline.batches().get(0).batch()))
                    .isInstanceOf(NotReconciledException.class)
                    .hasMessageContaining("is about other cards than those on the disk");
        }
        Files.write(chip, right);
        approve(2);
        assertThat(prepare(2).kind()).isEqualTo(BatchOutcome.Kind.DONE);
    }

    @Test
    void a_run_that_dies_behind_the_rename_is_finished_with_the_same_approval() throws Exception {
        waits(2);
        approve(2);
        HaltAtPoint.inProcess = (point, step) -> {
            if (point.equals("SEAL_RENAMED")) {
                throw new IllegalStateException("dies here");
            }
        };
        assertThat(prepare(2).kind()).isEqualTo(BatchOutcome.Kind.INTERNAL);
        HaltAtPoint.inProcess = CrashPoints.NONE;

        BatchOutcome asked = prepare(2);
        assertThat(asked.kind()).isEqualTo(BatchOutcome.Kind.APPROVAL_NEEDED);
        try (Pipeline pipeline = open(2)) {
            String batch = pipeline.batches().get(0).batch();
            String restart =
                    pipeline.requestRestart(batch, "died", People.login("ada")).id();
            assertThat(pipeline.approve(restart, People.login("bob")).kind()).isEqualTo(BatchOutcome.Kind.DONE);
        }
        reference.assertEqual(home);
        assertThat(events()).contains(AuditEvent.FIRST_ARTICLE_RELEASED);
    }
}
