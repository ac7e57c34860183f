package org.cardwright.pipeline.ledger;

import java.util.List;

/**
 * The release of a profile version for production by two persons.
 *
 * @param profile what is released
 * @param state how far it is
 * @param requestedBy first person
 * @param reason why
 * @param approvedBy second person, empty before the approval
 */
public record ProfileRelease(
        ProfileVersion profile, State state, String requestedBy, String reason, String approvedBy) {

    /** Life of a release. */
    public enum State {
        /** Asked for by the first person. */
        REQUESTED,
        /** Approved by the second person. */
        RELEASED
    }

    ProfileRelease approved(String by) {
        return new ProfileRelease(profile, State.RELEASED, requestedBy, reason, by);
    }

    /** Every field, for the code over the row. */
    List<String> fields() {
        return List.of(
                profile.request(),
                profile.issuer(),
                profile.product(),
                Integer.toString(profile.version()),
                profile.hash(),
                state.name(),
                requestedBy,
                reason,
                approvedBy);
    }
}
