package org.cardwright.machine.line;

/** Where a head stands at its end. */
public enum HeadState {
    /** Too many failures in a row: it takes no card until a person has looked at it. */
    QUARANTINED,
    /** No record waits, or the line was stopped. */
    FINISHED,
    /** No card came in time. */
    EMPTY
}
