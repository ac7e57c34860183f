package org.cardwright.formats.tlv;

/**
 * Bytes that are not what a TLV, a DOL or another tag-driven structure must look like.
 *
 * <p>Carries the place and the expected shape, never the content.
 */
public final class MalformedTlvException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String expected;

    /**
     * Names the place and what should stand there.
     *
     * @param offset byte offset from the start of the bytes given to the reader
     * @param expected the shape that was expected, without any content
     */
    public MalformedTlvException(int offset, String expected) {
        super("malformed at byte " + offset + ": expected " + expected);
        this.offset = offset;
        this.expected = expected;
    }

    /** Byte offset from the start of the bytes given to the reader. */
    public int offset() {
        return offset;
    }

    /** The shape that was expected. */
    public String expected() {
        return expected;
    }
}
