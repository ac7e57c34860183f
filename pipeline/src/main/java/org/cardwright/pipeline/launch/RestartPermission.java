package org.cardwright.pipeline.launch;

import java.util.Optional;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.step.StageTimes;

/** Lets an interrupted batch go on, or says whose approval it waits for. Every restart is authorised and logged. */
final class RestartPermission {

    private final Tables tables;
    private final PipelineSettings.RestartPolicy policy;

    RestartPermission(Tables tables, PipelineSettings.RestartPolicy policy) {
        this.tables = tables;
        this.policy = policy;
    }

    /** Empty when the batch may go on; an approval is used up by it, also where none is needed. */
    Optional<BatchOutcome> ask(String batch) {
        if (tables.firstArticles().waited(batch)) {
            // nothing broke: people were asked, and they have answered
            tables.audit()
                    .append(Audit.Act.bySystem(
                            AuditEvent.BATCH_RESUMED, batch, "resumed after its first cards were seen"));
            return Optional.empty();
        }
        Optional<ApprovalRequest> approved = approved(batch);
        if (approved.isPresent() && tables.approvals().use(batch, ApprovalRequest.Act.RESTART)) {
            ApprovalRequest request = approved.get();
            tables.audit()
                    .append(new Audit.Act(
                            request.approvedBy(), AuditEvent.BATCH_RESUMED, true, batch, request.reason()));
            return Optional.empty();
        }
        if (policy == PipelineSettings.RestartPolicy.AUTOMATIC) {
            tables.audit().append(Audit.Act.bySystem(AuditEvent.BATCH_RESUMED, batch, "resumed after interruption"));
            return Optional.empty();
        }
        ApprovalRequest request = tables.approvals().needed(batch, ApprovalRequest.Act.RESTART);
        return Optional.of(new BatchOutcome(
                BatchOutcome.Kind.APPROVAL_NEEDED,
                batch,
                message(batch, request),
                tables.ledger().orders(batch),
                Optional.empty(),
                Optional.of(request.id()),
                StageTimes.Snapshot.EMPTY));
    }

    private Optional<ApprovalRequest> approved(String batch) {
        return tables.approvals().requests().stream()
                .filter(request -> request.batch().equals(batch)
                        && request.act() == ApprovalRequest.Act.RESTART
                        && request.state() == ApprovalRequest.State.APPROVED)
                .findFirst();
    }

    private static String message(String batch, ApprovalRequest request) {
        return request.state() == ApprovalRequest.State.NEEDED
                ? "interrupted: one operator asks with `cardwright batch restart " + Outcomes.shown(batch)
                        + " --reason TEXT`, another runs `cardwright approve " + request.id() + "`"
                : "interrupted: request " + request.id() + " waits for `cardwright approve " + request.id() + "`";
    }
}
