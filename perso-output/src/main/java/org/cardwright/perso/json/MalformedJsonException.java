package org.cardwright.perso.json;

import java.io.IOException;

/** A text is not the JSON that was expected; carries the place and the expected shape, never the content. */
public final class MalformedJsonException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long offsetCharacters;

    /**
     * What is wrong where.
     *
     * @param offsetCharacters characters read before the place
     * @param expected the shape that was required
     */
    public MalformedJsonException(long offsetCharacters, String expected) {
        super("JSON at character " + offsetCharacters + ": expected " + expected);
        this.offsetCharacters = offsetCharacters;
    }

    /** Characters read before the place. */
    public long offsetCharacters() {
        return offsetCharacters;
    }
}
