package org.cardwright.formats.card;

/**
 * How a value must be protected.
 *
 * <p>PCI Card Production, Logical, 4.1. Every field of an order, every data element, every data grouping and every purpose of a key
 * has one of these in the table that declares it; {@code docs/data-classes.md} shows them all.
 */
public enum DataClass {
    /** May be seen by everybody who works on the job. */
    PUBLIC,
    /** PAN, expiration date, service code, name, and what holds or belongs to them: encrypted at rest, shown only as far as needed. */
    CONFIDENTIAL,
    /** Symmetric and private keys, PINs: clear only inside a security module, never shown. */
    SECRET;

    /** True for the class that nobody ever sees. */
    public boolean isSecret() {
        return this == SECRET;
    }

    /** True when a value of this class may stand in a place of the other one. */
    public boolean fitsInto(DataClass place) {
        return compareTo(place) <= 0;
    }
}
