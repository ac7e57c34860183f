package org.cardwright.pipeline.ledger;

/** How far a batch has come. */
public enum BatchState {
    /** Taken in; a run works on it or was interrupted. */
    OPEN,
    /** Sealed and accounted for; its data key is destroyed. */
    CLOSED,
    /** Ended by two persons without a seal; its cards are held, its data key and files are destroyed. */
    ABANDONED
}
