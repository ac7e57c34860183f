package org.cardwright.pipeline.ledger;

import java.time.Instant;

/**
 * One act, as the audit keeps it.
 *
 * @param number place in the chain, from 1
 * @param at when
 * @param operator who, {@code system} for what the pipeline did by itself
 * @param event what was done
 * @param success whether it was allowed and succeeded
 * @param origin host and process
 * @param resource what it was done to
 * @param reason why, in the operator's words
 */
public record AuditEntry(
        long number,
        Instant at,
        String operator,
        AuditEvent event,
        boolean success,
        String origin,
        String resource,
        String reason) {}
