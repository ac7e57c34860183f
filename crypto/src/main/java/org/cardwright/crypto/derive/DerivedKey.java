package org.cardwright.crypto.derive;

import java.util.Arrays;
import org.bouncycastle.crypto.params.DESParameters;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.KeyRules;
import org.cardwright.crypto.key.SecretBytes;

/**
 * One key that came out of a diversification; closed by whoever has it.
 *
 * @param name as the catalogue has it
 * @param algorithm what it is a key of
 * @param key its bytes
 */
public record DerivedKey(String name, KeyAlgorithm algorithm, SecretBytes key) implements AutoCloseable {

    /**
     * Takes the key when no card would be worse off with it; the parity bits, which a method may leave as they fell, do not count.
     *
     * @throws KeyRefusedException when it is weak, its parts are equal, or its length is wrong; the key is closed then. NIST SP
     *     800-67, 3.3
     */
    public static DerivedKey sound(String name, KeyAlgorithm algorithm, SecretBytes key) {
        byte[] copy = ClearKeyAccess.open(key).clone();
        if (algorithm == KeyAlgorithm.TDES) {
            DESParameters.setOddParity(copy);
        }
        try (SecretBytes adjusted = SecretBytes.adopt(copy)) {
            KeyRules.requireSound(algorithm, adjusted);
            return new DerivedKey(name, algorithm, key);
        } catch (KeyRefusedException weak) {
            key.close();
            throw new KeyRefusedException("the derived key " + name + " is refused: " + weak.getMessage());
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** Wipes the key. */
    @Override
    public void close() {
        key.close();
    }
}
