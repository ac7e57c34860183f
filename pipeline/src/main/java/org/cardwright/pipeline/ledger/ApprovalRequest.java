package org.cardwright.pipeline.ledger;

/**
 * A two-person act on its way.
 *
 * @param id what {@code cardwright approve} takes
 * @param act what is to be done
 * @param batch the batch it is about
 * @param state how far it has come
 * @param requestedBy first person, empty while nobody has asked
 * @param reason the first person's reason
 * @param approvedBy second person, empty before the approval
 */
public record ApprovalRequest(
        String id, Act act, String batch, State state, String requestedBy, String reason, String approvedBy) {

    /** What two persons can do to a batch. */
    public enum Act {
        /** An interrupted batch goes on. */
        RESTART(AuditEvent.RESTART_REQUESTED, AuditEvent.RESTART_APPROVED),
        /** A batch that cannot be finished ends without a seal. */
        ABANDON(AuditEvent.ABANDON_REQUESTED, AuditEvent.ABANDON_APPROVED);

        private final AuditEvent requested;
        private final AuditEvent approved;

        Act(AuditEvent requested, AuditEvent approved) {
            this.requested = requested;
            this.approved = approved;
        }

        AuditEvent requested() {
            return requested;
        }

        AuditEvent approved() {
            return approved;
        }
    }

    /** Life of a request. */
    public enum State {
        /** The batch cannot go on without it, but nobody has asked yet. */
        NEEDED,
        /** Asked for by the first person. */
        REQUESTED,
        /** Approved by the second person. */
        APPROVED,
        /** The act was done. */
        USED,
        /** The batch was abandoned before it was used. */
        LAPSED
    }
}
