package org.cardwright.pipeline.ledger;

/** Where a person of the register stands. */
public enum OperatorState {
    /** Still has the passphrase that the administrator chose, and can do nothing but set another. */
    INITIAL,
    /** May act. */
    ACTIVE,
    /** Has left; the id stays, so that it never means another person. */
    REMOVED,
    /** The row is not as this program left it: nobody acts under this id. Never stored. */
    ALTERED
}
