package org.cardwright.jobs.secrets;

/**
 * A place in a file where something stands that could be a key.
 *
 * @param line from 1
 * @param kind what it looks like; never the literal itself
 */
record KeyLiteral(int line, Kind kind) {

    /** What a literal looks like. */
    enum Kind {
        /** Hexadecimal digits of 16 bytes or more, also with spaces, colons or quotes between them. */
        HEXADECIMAL,
        /** An array of 16 or more byte constants. */
        BYTE_ARRAY,
        /** Base64 of 16 bytes or more. */
        BASE64,
        /** A private key in PEM. */
        PEM,
        /** A passphrase, password or secret that is given a value. */
        PASSPHRASE
    }
}
