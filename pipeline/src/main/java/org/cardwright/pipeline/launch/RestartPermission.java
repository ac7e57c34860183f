package org.cardwright.pipeline.launch;

import java.util.Optional;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.step.StageTimes;

/** Lets an interrupted batch go on, or says whose approval it waits for. P-10: every restart is authorised and logged. */
final class RestartPermission {

    private final Tables tables;
    private final PipelineSettings.RestartPolicy policy;

    RestartPermission(Tables tables, PipelineSettings.RestartPolicy policy) {
        this.tables = tables;
        this.policy = policy;
    }

    /** Empty when the batch may go on; an approval is used up by it. */
    Optional<BatchOutcome> ask(String batch) {
        if (policy == PipelineSettings.RestartPolicy.AUTOMATIC) {
            tables.audit().append(Audit.Act.bySystem(AuditEvent.BATCH_RESUMED, batch, "resumed after interruption"));
            return Optional.empty();
        }
        ApprovalRequest request = tables.approvals().needed(batch, ApprovalRequest.Act.RESTART);
        if (tables.approvals().use(batch, ApprovalRequest.Act.RESTART)) {
            tables.audit()
                    .append(new Audit.Act(
                            request.approvedBy(), AuditEvent.BATCH_RESUMED, true, batch, request.reason()));
            return Optional.empty();
        }
        return Optional.of(new BatchOutcome(
                BatchOutcome.Kind.APPROVAL_NEEDED,
                batch,
                message(batch, request),
                tables.ledger().orders(batch),
                Optional.empty(),
                Optional.of(request.id()),
                StageTimes.Snapshot.EMPTY));
    }

    private static String message(String batch, ApprovalRequest request) {
        return request.state() == ApprovalRequest.State.NEEDED
                ? "interrupted: one operator asks with `cardwright batch restart " + Outcomes.shown(batch)
                        + " --reason TEXT`, another runs `cardwright approve " + request.id() + "`"
                : "interrupted: request " + request.id() + " waits for `cardwright approve " + request.id() + "`";
    }
}
