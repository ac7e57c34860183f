package org.cardwright.crypto.pkcs11;

import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * How a key is found on a token: CKA_LABEL and CKA_ID. PKCS #11 v3.0, 4.5 and 4.7.
 *
 * @param label 1 to 128 characters
 * @param id up to 64 bytes; when empty, only the label is looked for
 * @param checkValue what the key must be; checked once on every token when the key is found there, {@code null} for no check
 */
public record TokenKeyName(
        String label, ByteString id, @Nullable KeyCheckValue checkValue) {

    private static final int MAX_LABEL = 128;
    private static final int MAX_ID = 64;

    /** Checks lengths. */
    public TokenKeyName {
        if (label.isBlank() || label.length() > MAX_LABEL || id.size() > MAX_ID) {
            throw new IllegalArgumentException("a key has a label of 1 to 128 characters and an id of up to 64 bytes");
        }
    }

    /** A key found by its label alone. */
    public static TokenKeyName of(String label) {
        return new TokenKeyName(label, ByteString.EMPTY, null);
    }

    /** A key found by label and id. */
    public static TokenKeyName of(String label, ByteString id) {
        return new TokenKeyName(label, id, null);
    }

    /** The same key, which must have that check value. */
    public TokenKeyName checked(KeyCheckValue expected) {
        return new TokenKeyName(label, id, expected);
    }

    /** Label and, when there is one, id. */
    @Override
    public String toString() {
        return id.isEmpty() ? label : label + "/" + id.toHex();
    }
}
