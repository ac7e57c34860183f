package org.cardwright.crypto.hostcommand;

/**
 * What stands around the fields of a message: length in two bytes, header, command code; in an answer header, response code, error
 * code.
 *
 * @param headerChars length of the header, which comes back as it was sent
 * @param mostBytes longest message behind its length
 * @param detailBytes longest text that may follow an error code; 0 when none does
 */
record HostFraming(int headerChars, int mostBytes, int detailBytes) {

    /** Bytes of the length in front of a message. */
    static final int LENGTH_BYTES = 2;

    /** Characters of a command code, a response code and an error code. */
    static final int CODE_CHARS = 2;

    private static final int MOST_MESSAGE_BYTES = 0xFFFF;
    private static final int LEAST_MESSAGE_BYTES = 256;
    private static final int LEAST_HEADER = 4;
    private static final int MOST_HEADER = 32;
    private static final int MOST_DETAIL = 200;

    /** Checks the limits. */
    HostFraming {
        require(
                headerChars >= LEAST_HEADER && headerChars <= MOST_HEADER,
                "a header has 4 to 32 characters, so that answers can be told apart");
        require(mostBytes >= LEAST_MESSAGE_BYTES && mostBytes <= MOST_MESSAGE_BYTES, "a frame has 256 to 65535 bytes");
        require(detailBytes >= 0 && detailBytes <= MOST_DETAIL, "a detail has 0 to 200 bytes");
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Bytes that are left for the fields of a request. */
    int requestBytes() {
        return mostBytes - headerChars - CODE_CHARS;
    }

    /** Bytes that are left for the fields of an answer. */
    int answerBytes() {
        return requestBytes() - CODE_CHARS;
    }
}
