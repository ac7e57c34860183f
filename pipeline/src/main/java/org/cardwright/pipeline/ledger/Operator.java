package org.cardwright.pipeline.ledger;

import java.time.Instant;
import java.util.Set;

/**
 * One person of the operator register.
 *
 * @param id 2 to 32 of a-z 0-9 . -
 * @param roles what the person may do
 * @param state where the person stands
 * @param addedBy who registered the person, {@code system} for the first
 * @param addedAt when
 */
public record Operator(String id, Set<OperatorRole> roles, OperatorState state, String addedBy, Instant addedAt) {

    /** Copies the roles. */
    public Operator {
        roles = Set.copyOf(roles);
    }

    Operator in(OperatorState next) {
        return new Operator(id, roles, next, addedBy, addedAt);
    }
}
