package org.cardwright.machine.line;

/** Where a head stands. */
public enum HeadState {
    /** It takes cards. */
    WORKING,
    /** Too many failures in a row: it takes no card until a person has looked at it. */
    QUARANTINED,
    /** No card came, or no record waits. */
    FINISHED
}
