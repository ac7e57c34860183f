package org.cardwright.pipeline.ledger;

/**
 * The keys of the rows of one batch: its number in the upper 32 bits, the record number of the order in the lower ones. So the rows of a
 * batch lie side by side in the order of the issuer's file.
 *
 * @param number of the batch in this ledger, from 1; {@link #NO_BATCH} has no rows
 */
record OrderKeys(int number) {

    /** No batch has this number. */
    static final int NO_BATCH = 0;

    /** As many keys belong to one batch number: a key divided by it is the number. */
    static final long ORDERS = 0x1_0000_0000L;

    private static final int RECORD_BITS = 32;
    private static final long LAST_RECORD = 0xFFFF_FFFFL;

    /** The key of an order. */
    long of(int recordNumber) {
        return first() + recordNumber;
    }

    /** Lowest key that an order of the batch can have. */
    long first() {
        return (long) number << RECORD_BITS;
    }

    /** Highest key that an order of the batch can have. */
    long last() {
        return first() + LAST_RECORD;
    }
}
