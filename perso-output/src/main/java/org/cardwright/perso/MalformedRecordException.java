package org.cardwright.perso;

import java.util.Locale;

/**
 * A personalization record, or a part of it, does not have the shape its layout asks for.
 *
 * <p>EMV CPS, personalization record. Carries the field, its place and the expected shape, never the content.
 */
public final class MalformedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final int offsetBytes;
    private final String expected;

    /**
     * A field that cannot be read.
     *
     * @param field name in the layout, {@code L_TKDATA}
     * @param offsetBytes where the field begins, counted from the first byte handed to the decoder
     * @param expected the shape that was required, {@code at least 2 bytes}
     */
    public MalformedRecordException(String field, int offsetBytes, String expected) {
        super(String.format(Locale.ROOT, "%s at offset %d: expected %s", field, offsetBytes, expected));
        this.field = field;
        this.offsetBytes = offsetBytes;
        this.expected = expected;
    }

    /** Name of the field in its layout. */
    public String field() {
        return field;
    }

    /** Where the field begins, from 0. */
    public int offsetBytes() {
        return offsetBytes;
    }

    /** The shape that was required. */
    public String expected() {
        return expected;
    }
}
