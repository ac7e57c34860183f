package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.AuditEntry;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.OperatorRefusedException;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P-10: no restart without reason and second person under a production policy; every restart in the audit. */
class RestartPermissionTest {

    private static final int ORDERS = 60;

    @TempDir
    private Path directory;

    private Home home;
    private Path export;

    @BeforeEach
    void interrupt_a_batch() throws Exception {
        home = new Home(directory);
        export = home.export("orders.txt", 1, ORDERS);
        HaltAtPoint.inProcess = (point, step) -> {
            if (point.equals("CHUNK_WRITTEN") && step.equals("prepare")) {
                throw new IllegalStateException("planned");
            }
        };
        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.INTERNAL);
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    @AfterEach
    void pass_all_points_again() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    @Test
    void a_test_policy_resumes_by_itself_and_says_so_in_the_audit() throws Exception {
        try (Pipeline pipeline = home.open()) {
            BatchOutcome outcome = pipeline.prepare(home.request(export));

            assertThat(outcome.kind()).isEqualTo(BatchOutcome.Kind.DONE);
            assertThat(pipeline.audit())
                    .filteredOn(entry -> entry.event() == AuditEvent.BATCH_RESUMED)
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.operator()).isEqualTo("system");
                        assertThat(entry.reason()).isEqualTo("resumed after interruption");
                    });
        }
    }

    @Test
    void two_people_may_restart_where_nobody_has_to_and_stand_in_the_audit() throws Exception {
        try (Pipeline pipeline = home.open()) {
            People.register(pipeline, "ada", OperatorRole.OPERATOR);
            People.register(pipeline, "bob", OperatorRole.APPROVER);
            String batch = pipeline.batches().get(0).batch();
            ApprovalRequest asked = pipeline.requestRestart(batch, "power cut", People.login("ada"));

            BatchOutcome done = pipeline.approve(asked.id(), People.login("bob"));

            assertThat(done.kind()).as(done.message()).isEqualTo(BatchOutcome.Kind.DONE);
            assertThat(pipeline.requests())
                    .extracting(ApprovalRequest::state)
                    .containsExactly(ApprovalRequest.State.USED);
            assertThat(pipeline.audit())
                    .filteredOn(entry -> entry.event() == AuditEvent.BATCH_RESUMED)
                    .extracting(entry -> entry.operator() + ": " + entry.reason())
                    .containsExactly("bob: power cut");
        }
    }

    @Test
    void a_production_policy_waits_for_two_people() throws Exception {
        try (Pipeline pipeline = production()) {
            People.register(pipeline, "ada", OperatorRole.OPERATOR, OperatorRole.APPROVER);
            People.register(pipeline, "bob", OperatorRole.APPROVER);
            BatchOutcome waiting = pipeline.prepare(home.request(export));
            assertThat(waiting.exitCode()).isEqualTo(77);
            String request = waiting.request().orElseThrow();

            assertThatThrownBy(() -> pipeline.approve(request, People.login("bob")))
                    .isInstanceOf(IllegalArgumentException.class);
            ApprovalRequest asked = pipeline.requestRestart(waiting.batch(), "power cut", People.login("ada"));
            assertThat(asked.id()).isEqualTo(request);
            assertThatThrownBy(() -> pipeline.approve(request, People.login("ada")))
                    .isInstanceOf(OperatorRefusedException.class)
                    .hasMessageContaining("the person who asked");
            assertThat(pipeline.prepare(home.request(export)).exitCode()).isEqualTo(77);

            BatchOutcome done = pipeline.approve(request, People.login("bob"));

            assertThat(done.kind()).as(done.message()).isEqualTo(BatchOutcome.Kind.DONE);
            assertThat(pipeline.requests())
                    .extracting(ApprovalRequest::state)
                    .containsExactly(ApprovalRequest.State.USED);
            assertThat(pipeline.auditIntact()).isTrue();
            assertRestartInAudit(pipeline.audit().toList(), waiting.batch());
        }
    }

    private static void assertRestartInAudit(List<AuditEntry> audit, String batch) {
        assertThat(audit)
                .filteredOn(entry -> entry.resource().equals(batch)
                        && Set.of(
                                        AuditEvent.RESTART_REQUESTED,
                                        AuditEvent.OPERATOR_REFUSED,
                                        AuditEvent.RESTART_APPROVED,
                                        AuditEvent.BATCH_RESUMED)
                                .contains(entry.event()))
                .extracting(entry -> entry.operator() + " " + entry.event() + " " + entry.success())
                .containsExactly(
                        "ada RESTART_REQUESTED true",
                        "ada OPERATOR_REFUSED false",
                        "bob RESTART_APPROVED true",
                        "bob BATCH_RESUMED true");
    }

    @Test
    void an_approval_is_good_for_one_restart_only() throws Exception {
        try (Pipeline pipeline = production()) {
            People.register(pipeline, "ada", OperatorRole.OPERATOR);
            People.register(pipeline, "bob", OperatorRole.APPROVER);
            String first = pipeline.prepare(home.request(export)).request().orElseThrow();
            String batch = pipeline.batches().get(0).batch();
            pipeline.requestRestart(batch, "power cut", People.login("ada"));
            HaltAtPoint.inProcess = (point, step) -> {
                if (point.equals("CHUNK_WRITTEN") && step.equals("release")) {
                    throw new IllegalStateException("planned again");
                }
            };
            assertThat(pipeline.approve(first, People.login("bob")).kind()).isEqualTo(BatchOutcome.Kind.INTERNAL);
            HaltAtPoint.inProcess = CrashPoints.NONE;

            BatchOutcome again = pipeline.prepare(home.request(export));

            assertThat(again.exitCode()).isEqualTo(77);
            assertThat(again.request().orElseThrow()).isNotEqualTo(first);
        }
    }

    @Test
    void only_a_proven_person_with_the_role_may_ask() throws Exception {
        try (Pipeline pipeline = production()) {
            People.register(pipeline, "ada", OperatorRole.APPROVER);
            String batch = pipeline.batches().get(0).batch();

            for (OperatorLogin login : List.of(
                    People.login("ada"),
                    People.login("eve"),
                    new OperatorLogin("ada", "a wrong passphrase".toCharArray()))) {
                assertThatThrownBy(() -> pipeline.requestRestart(batch, "because", login))
                        .isInstanceOf(OperatorRefusedException.class);
            }
            assertThatThrownBy(() ->
                            pipeline.addOperator(People.login("eve"), Set.of(OperatorRole.APPROVER), Optional.empty()))
                    .isInstanceOf(OperatorRefusedException.class);
            assertThat(pipeline.audit())
                    .filteredOn(entry -> entry.event() == AuditEvent.OPERATOR_REFUSED)
                    .hasSize(3);
            assertThat(pipeline.operators()).hasSize(2);
        }
    }

    private Pipeline production() throws Exception {
        return Pipeline.open(
                home.settings(PipelineSettings.RestartPolicy.TWO_PERSONS), Home.ports(LineDefinition.plain()));
    }
}
