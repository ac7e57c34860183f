package org.cardwright.pipeline.ledger;

import java.util.List;

/**
 * The permission of two persons for one act on keys.
 *
 * @param act what is permitted
 * @param state how far it is
 * @param requestedBy first person
 * @param reason why
 * @param approvedBy second person, empty before the approval
 */
public record KeyPermission(KeyAct act, State state, String requestedBy, String reason, String approvedBy) {

    /** Life of a permission. */
    public enum State {
        /** Asked for by the first person. */
        REQUESTED,
        /** Approved by the second person. */
        APPROVED,
        /** The act was done. */
        USED
    }

    KeyPermission approved(String by) {
        return new KeyPermission(act, State.APPROVED, requestedBy, reason, by);
    }

    KeyPermission used() {
        return new KeyPermission(act, State.USED, requestedBy, reason, approvedBy);
    }

    /** Every field, for the code over the row. */
    List<String> fields() {
        return List.of(
                act.request(),
                act.kind().name(),
                act.subject(),
                act.hash(),
                state.name(),
                requestedBy,
                reason,
                approvedBy);
    }
}
