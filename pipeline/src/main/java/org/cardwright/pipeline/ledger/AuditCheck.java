package org.cardwright.pipeline.ledger;

/**
 * What a look at the whole audit found.
 *
 * @param intact no entry was altered, removed or inserted
 * @param keptFound the head that somebody kept is one of its entries; true when none was kept
 * @param head the last entry
 */
public record AuditCheck(boolean intact, boolean keptFound, AuditHead head) {}
