package org.cardwright.formats.issuer;

import java.util.Optional;

/**
 * One control value of a header or trailer.
 *
 * @param meaning what it controls
 * @param place where it stands
 * @param shape how it is written; a hash total is taken modulo ten to the number of its digits
 * @param summed the field that a hash total sums
 * @param countedBeside how many records beside the orders a record count includes
 */
record ControlField(
        Meaning meaning, FieldPlace place, ValueShape shape, Optional<IssuerField> summed, int countedBeside) {

    enum Meaning {
        ISSUER,
        SEQUENCE_NUMBER,
        DATE,
        RECORD_COUNT,
        HASH_TOTAL
    }
}
