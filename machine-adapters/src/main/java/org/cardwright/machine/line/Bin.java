package org.cardwright.machine.line;

/** Where a card goes when it leaves its head. */
public enum Bin {
    /** It is handed on. */
    GOOD,
    /** Something was written on it: it does not leave the house. */
    REJECT,
    /** It is complete, and taken out to be looked at and destroyed. */
    SAMPLE,
    /** Nothing was written on it: it goes back to the vault. */
    RETURN,
    /** A good card of an earlier run, that was left in a head: it was counted then, and a person hands it on by name. */
    FOUND
}
