package org.cardwright.pipeline.ledger;

/**
 * A two-person act on its way.
 *
 * @param id what {@code cardwright approve} takes
 * @param batch the batch it is about
 * @param state how far it has come
 * @param requestedBy first person, empty while nobody has asked
 * @param reason the first person's reason
 * @param approvedBy second person, empty before the approval
 */
public record ApprovalRequest(
        String id, String batch, State state, String requestedBy, String reason, String approvedBy) {

    /** Life of a request. */
    public enum State {
        /** The batch cannot go on without it, but nobody has asked yet. */
        NEEDED,
        /** Asked for by the first person. */
        REQUESTED,
        /** Approved by the second person. */
        APPROVED,
        /** The act was done. */
        USED
    }
}
