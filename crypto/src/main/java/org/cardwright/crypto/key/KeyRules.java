package org.cardwright.crypto.key;

import org.bouncycastle.crypto.params.DESParameters;

/**
 * What a symmetric key must be before it is taken in: right length, odd parity, neither weak nor trivial.
 *
 * <p>NIST SP 800-67, 3.1 and 3.3 (parity, weak and semi-weak keys, different parts).
 */
public final class KeyRules {

    private static final int DES_BYTES = 8;

    private KeyRules() {}

    /**
     * Checks a key that comes in; RSA keys have rules of their own.
     *
     * @throws KeyRefusedException saying which rule is broken
     */
    public static void requireSound(KeyAlgorithm algorithm, SecretBytes key) {
        byte[] bytes = ClearKeyAccess.open(key);
        boolean lengthFits = switch (algorithm) {
            case TDES -> bytes.length == 16 || bytes.length == 24;
            case AES -> bytes.length == 16 || bytes.length == 24 || bytes.length == 32;
            case HMAC, ED25519 -> bytes.length == 32;
            case RSA -> throw new IllegalStateException("RSA keys are checked where they are decoded");
        };
        require(lengthFits, "a key of " + bytes.length + " bytes is no " + algorithm + " key");
        if (algorithm == KeyAlgorithm.TDES) {
            requireSoundTdes(bytes);
        } else {
            require(!isOneByteRepeated(bytes), "the key is one byte repeated");
        }
    }

    /**
     * Checks a DES key of 56 bits that was written twice.
     *
     * @throws KeyRefusedException when its halves differ, its parity is not odd, or it is weak
     */
    public static void requireSoundSingleLength(SecretBytes key) {
        byte[] bytes = ClearKeyAccess.open(key);
        require(
                bytes.length == 2 * DES_BYTES && SingleLength.is(key),
                "a single-length DES key has two equal halves here");
        requireOddParity(bytes);
        require(!DESParameters.isWeakKey(bytes, 0), "the key is a weak or semi-weak DES key");
    }

    private static void requireOddParity(byte[] key) {
        for (byte b : key) {
            require(Integer.bitCount(b & 0xFF) % 2 == 1, "a byte of the DES key has not odd parity");
        }
    }

    private static void requireSoundTdes(byte[] key) {
        requireOddParity(key);
        for (int part = 0; part < key.length; part += DES_BYTES) {
            require(!DESParameters.isWeakKey(key, part), "a part of the key is a weak or semi-weak DES key");
            for (int other = part + DES_BYTES; other < key.length; other += DES_BYTES) {
                require(!isSame(key, part, other), "two parts of the 3DES key are equal");
            }
        }
    }

    /** Compares all bytes, whatever the first says: the duration tells nothing. */
    private static boolean isSame(byte[] key, int part, int other) {
        int difference = 0;
        for (int i = 0; i < DES_BYTES; i++) {
            difference |= key[part + i] ^ key[other + i];
        }
        return difference == 0;
    }

    private static boolean isOneByteRepeated(byte[] key) {
        int difference = 0;
        for (byte b : key) {
            difference |= b ^ key[0];
        }
        return difference == 0;
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new KeyRefusedException(rule);
        }
    }
}
