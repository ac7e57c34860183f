package org.cardwright.pipeline.launch;

import java.util.Optional;
import org.cardwright.pipeline.ledger.ApprovalRequest;
import org.cardwright.pipeline.ledger.FirstArticles;
import org.cardwright.pipeline.step.StageTimes;

/** Says before a run that it would only wait for people again, or that people hold the batch. */
final class FirstArticlePermission {

    private final Tables tables;
    private final FirstArticles articles;

    FirstArticlePermission(Tables tables) {
        this.tables = tables;
        this.articles = tables.firstArticles();
    }

    /** Empty when the batch may go on as far as its first cards. */
    Optional<BatchOutcome> ask(String batch) {
        return articles.refused(batch)
                .map(refused -> outcome(
                        refused,
                        "held: " + refused.requestedBy() + " refused its first cards (" + refused.reason()
                                + "); `cardwright batch abandon " + Outcomes.shown(batch) + " --reason TEXT` ends it"))
                .or(() -> articles.waiting(batch).map(request -> outcome(request, message(request))));
    }

    private BatchOutcome outcome(ApprovalRequest request, String message) {
        return new BatchOutcome(
                BatchOutcome.Kind.APPROVAL_NEEDED,
                request.batch(),
                message,
                tables.ledger().orders(request.batch()),
                Optional.empty(),
                Optional.of(request.id()),
                StageTimes.Snapshot.EMPTY);
    }

    /** What the two persons do. */
    static String message(ApprovalRequest request) {
        String batch = Outcomes.shown(request.batch());
        String second = "another runs `cardwright approve " + request.id() + "`";
        return request.state() == ApprovalRequest.State.NEEDED
                ? "everything is verified; the first cards wait to be seen: one operator looks and asks with `cardwright batch proof "
                        + batch + " --out FILE --reason TEXT`, " + second
                        + ", or one holds the batch with `cardwright batch refuse " + batch + " --reason TEXT`"
                : "the first cards wait to be seen once more: " + second;
    }
}
