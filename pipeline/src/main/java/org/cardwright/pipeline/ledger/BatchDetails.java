package org.cardwright.pipeline.ledger;

import java.util.List;

/**
 * What {@code batch show} tells.
 *
 * @param summary the line of {@code batch list}
 * @param steps one entry per step that has begun
 * @param rejects orders refused, in the order of the issuer's file
 * @param audit what was done to the batch and by whom
 */
public record BatchDetails(
        BatchSummary summary, List<StepAccount> steps, List<RejectedOrder> rejects, List<AuditEntry> audit) {

    /** Copies the lists. */
    public BatchDetails {
        steps = List.copyOf(steps);
        rejects = List.copyOf(rejects);
        audit = List.copyOf(audit);
    }

    /**
     * The hand-overs of one step, added up.
     *
     * @param step name of the step
     * @param chunks hand-overs so far
     * @param counts what was taken and what became of it
     * @param closed true when the step has handed over everything and its files were counted on disk
     */
    public record StepAccount(String step, long chunks, BatchCounts counts, boolean closed) {}

    /**
     * One line of {@code rejects.csv}.
     *
     * @param recordNumber place in the issuer's file, from 1
     * @param orderReference the issuer's name of the order, empty when unfit to be shown
     * @param field field the rule is about, or empty
     * @param rule stable id of the rule
     * @param reason plain reason
     */
    public record RejectedOrder(int recordNumber, String orderReference, String field, String rule, String reason) {}
}
