package org.cardwright.crypto.key;

import org.bouncycastle.crypto.params.DESParameters;

/** The lowest bits of the bytes of a DES key, which no cipher uses. NIST SP 800-67, 3.1. */
public enum DesParity {
    /** As it must be: every byte has an odd number of ones. */
    ODD,
    /** Every byte has an even number: the sum of two components with odd parity. */
    EVEN,
    /** Neither: the key was made without parity, or it is not a DES key. */
    MIXED;

    /** The parity of a key. */
    public static DesParity of(SecretBytes key) {
        byte[] bytes = ClearKeyAccess.open(key);
        int odd = 0;
        for (byte b : bytes) {
            odd += Integer.bitCount(b & 0xFF) & 1;
        }
        if (odd == bytes.length) {
            return ODD;
        }
        return odd == 0 ? EVEN : MIXED;
    }

    /** The same key with odd parity, to be closed by the caller; check values stay as they are. */
    public static SecretBytes adjusted(SecretBytes key) {
        byte[] bytes = ClearKeyAccess.open(key).clone();
        DESParameters.setOddParity(bytes);
        return SecretBytes.adopt(bytes);
    }
}
