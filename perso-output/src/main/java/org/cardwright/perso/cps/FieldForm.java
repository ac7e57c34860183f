package org.cardwright.perso.cps;

import org.cardwright.formats.bytes.ByteString;

/**
 * How one field stands in the record: the one declaration behind encoder, decoder and documentation.
 *
 * @param <V> value of the field
 */
interface FieldForm<V> {

    /**
     * The bytes of the field, with its length prefix if it has one.
     *
     * @throws IllegalArgumentException when the value does not fit the form
     */
    ByteString encode(String field, V value);

    /** Reads the field; throws {@link org.cardwright.perso.MalformedRecordException} when it has another shape. */
    V decode(String field, FieldReader in);

    /** The form in words for the documentation, {@code binary length (2), bytes}. */
    String words();

    /** The layout inside, if there is one. */
    default FieldForm<?> inner() {
        return this;
    }
}
