package org.cardwright.pipeline.ledger;

/**
 * What a look at the whole audit found.
 *
 * @param intact no entry was altered, removed or inserted
 * @param keptFound the head that somebody kept is one of its entries; true when none was kept
 * @param fileAgrees the file outside the database says the same; true when there is none
 * @param head the last entry
 */
public record AuditCheck(boolean intact, boolean keptFound, boolean fileAgrees, AuditHead head) {

    /** Nothing was found wrong. */
    public boolean isSound() {
        return intact && keptFound && fileAgrees;
    }
}
