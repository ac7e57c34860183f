package org.cardwright.pipeline.ledger;

/**
 * One run over one batch. Its token fences: what an earlier run still has in hand can no longer be committed.
 *
 * @param batch identity of the batch
 * @param token unique per run
 */
public record Run(String batch, String token) {}
