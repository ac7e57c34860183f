package org.cardwright.pipeline.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The release of a profile version for production by two persons.
 *
 * @param profile what is released
 * @param state how far it is
 * @param requestedBy first person
 * @param reason why
 * @param approvedBy second person, empty before the approval
 * @param witnessedBy third person, who was there; empty before the approval, and where policy asks for none
 */
public record ProfileRelease(
        ProfileVersion profile, State state, String requestedBy, String reason, String approvedBy, String witnessedBy) {

    /** Life of a release. */
    public enum State {
        /** Asked for by the first person. */
        REQUESTED,
        /** Approved by the second person. */
        RELEASED
    }

    static ProfileRelease asked(ProfileVersion profile, String by, String reason) {
        return new ProfileRelease(profile, State.REQUESTED, by, reason, "", "");
    }

    /** Released, before a witness or none. */
    ProfileRelease approved(String by, Optional<String> witness) {
        return new ProfileRelease(profile, State.RELEASED, requestedBy, reason, by, witness.orElse(""));
    }

    /** Every field, for the code over the row; rows from before there were witnesses have none. */
    List<String> fields() {
        List<String> fields = new ArrayList<>(List.of(
                profile.request(),
                profile.issuer(),
                profile.product(),
                Integer.toString(profile.version()),
                profile.hash(),
                state.name(),
                requestedBy,
                reason,
                approvedBy));
        if (!witnessedBy.isEmpty()) {
            fields.add(witnessedBy);
        }
        return List.copyOf(fields);
    }
}
