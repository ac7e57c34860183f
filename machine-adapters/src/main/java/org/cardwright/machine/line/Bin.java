package org.cardwright.machine.line;

/** Where a card goes when it leaves its head. */
public enum Bin {
    /** It is handed on. */
    GOOD,
    /** Something was written on it, or it is of another stock: it does not leave the house. */
    REJECT,
    /** It is complete, and taken out to be looked at and destroyed. */
    SAMPLE
}
