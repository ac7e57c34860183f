package org.cardwright.crypto.key;

import java.util.Arrays;

/**
 * DES keys of 56 bits, which still come from systems that were never replaced.
 *
 * <p>Here such a key is written twice, so that 3DES computes what DES would (NIST SP 800-67, 3.2, keying option 3). It may only read
 * what comes in; {@link KeyAttributes} refuses every other use.
 */
public final class SingleLength {

    /** Strength in bits. */
    public static final int BITS = 56;

    private static final int BYTES = 8;

    private SingleLength() {}

    /** Is this a DES key of 8 bytes, or one that was written several times? */
    public static boolean is(SecretBytes key) {
        byte[] bytes = ClearKeyAccess.open(key);
        if (bytes.length == 0 || bytes.length % BYTES != 0) {
            return false;
        }
        int difference = 0;
        for (int i = BYTES; i < bytes.length; i++) {
            difference |= bytes[i] ^ bytes[i - BYTES];
        }
        return difference == 0;
    }

    /** The first 8 bytes twice, to be closed by the caller. */
    public static SecretBytes doubled(SecretBytes key) {
        byte[] twice = Arrays.copyOf(ClearKeyAccess.open(key), 2 * BYTES);
        System.arraycopy(twice, 0, twice, BYTES, BYTES);
        return SecretBytes.adopt(twice);
    }
}
