package org.cardwright.crypto.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two or three components that give a key together, entered one after the other; none of them says anything about the key.
 *
 * <p>Every component has the length of the key and a check value of its own; the key is their sum without carry. PCI PIN, 12-1 to
 * 12-5. A component is added and wiped as it comes, so that no two of them stand in memory. Not safe for several threads.
 */
public final class KeyComponents implements AutoCloseable {

    private static final int LEAST = 2;
    private static final int MOST = 3;
    private static final int SINGLE_DES_BYTES = 8;

    /** Long enough to tell two components apart. */
    private static final int IDENTITY_BYTES = 5;

    private final KeyAlgorithm algorithm;
    private final byte[] sum;
    private final int count;
    private final List<KeyCheckValue> entered = new ArrayList<>();

    /**
     * Nothing entered yet.
     *
     * @param algorithm TDES or AES
     * @param keyBytes length of the key and of each component: 8, 16 or 24 for TDES, 16, 24 or 32 for AES
     * @param count 2 or 3
     * @throws KeyRefusedException when there is no such key, or another number of components
     */
    public KeyComponents(KeyAlgorithm algorithm, int keyBytes, int count) {
        boolean lengthFits = switch (algorithm) {
            case TDES -> keyBytes == SINGLE_DES_BYTES || keyBytes == 16 || keyBytes == 24;
            case AES -> keyBytes == 16 || keyBytes == 24 || keyBytes == 32;
            default -> false;
        };
        require(lengthFits, "no " + algorithm + " key of " + keyBytes + " bytes comes in components");
        require(count >= LEAST && count <= MOST, "a key comes in 2 or 3 components");
        this.algorithm = algorithm;
        this.sum = new byte[keyBytes];
        this.count = count;
    }

    /**
     * Adds a component and wipes it; one that is refused is not added and may be entered again.
     *
     * @param component closed here in any case
     * @param checkValue that stands on its form
     * @return its parity, for DES
     * @throws KeyRefusedException when it is one too many, of a wrong length, zero, entered before, or its check value differs
     */
    public DesParity enter(SecretBytes component, KeyCheckValue checkValue) {
        try (component) {
            int number = entered.size() + 1;
            require(number <= count, "all " + count + " components were entered");
            require(component.size() == sum.length, "component " + number + " has not " + sum.length + " bytes");
            byte[] bytes = ClearKeyAccess.open(component);
            require(!isZero(bytes), "component " + number + " is zero");
            KeyCheckValue full = checkValue(checkValue.method(), component);
            require(checkValue.fits(full), "component " + number + " has another check value than its form");
            require(!entered.contains(identity(component)), "component " + number + " was entered before");
            entered.add(identity(component));
            for (int i = 0; i < sum.length; i++) {
                sum[i] ^= bytes[i];
            }
            return DesParity.of(component);
        }
    }

    /** How many are still to come. */
    public int missing() {
        return count - entered.size();
    }

    /** What the key is a key of. */
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * The sum as it came, to be closed by the caller: a DES key has even parity when two odd components made it.
     *
     * @throws KeyRefusedException while components are missing
     */
    public SecretBytes sum() {
        require(missing() == 0, missing() + " of " + count + " components are missing");
        return SecretBytes.copyOf(sum);
    }

    private KeyCheckValue identity(SecretBytes component) {
        return checkValue(
                algorithm == KeyAlgorithm.AES ? KeyCheckValue.Method.AES_CMAC : KeyCheckValue.Method.TDES_ZEROS,
                component);
    }

    private KeyCheckValue checkValue(KeyCheckValue.Method method, SecretBytes component) {
        boolean isSingle = component.size() == SINGLE_DES_BYTES;
        try (SecretBytes key = isSingle
                        ? SingleLength.doubled(component)
                        : SecretBytes.copyOf(ClearKeyAccess.open(component));
                KeyCipher cipher = KeyCipher.of(algorithm, key)) {
            return KeyCheckValue.of(method, cipher, IDENTITY_BYTES);
        }
    }

    private static boolean isZero(byte[] bytes) {
        int ones = 0;
        for (byte b : bytes) {
            ones |= b;
        }
        return ones == 0;
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new KeyRefusedException(message);
        }
    }

    /** Wipes the sum. */
    @Override
    public void close() {
        Arrays.fill(sum, (byte) 0);
    }

    /** How many were entered, nothing of what they are. */
    @Override
    public String toString() {
        return entered.size() + " of " + count + " components";
    }
}
