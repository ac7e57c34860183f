package org.cardwright.crypto.ceremony;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.params.DESParameters;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.DesParity;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.KeyRules;
import org.cardwright.crypto.key.SecretBytes;

/** Random components of a new key: each as long as the key, none says anything of it. PCI PIN, 6-3 and 12-1. */
public final class NewComponents {

    /** Weak keys come once in 2^52 tries. */
    private static final int MAX_TRIES = 4;

    private NewComponents() {}

    /**
     * Components whose sum without carry is a sound key; closed by the caller. Those of a DES key have odd parity, so an even number of
     * them has a sum of even parity, which is adjusted where the key is stored.
     *
     * @param algorithm TDES or AES
     * @param keyBytes 16 or 24 for TDES, 16, 24 or 32 for AES
     * @param count 2 or 3
     * @throws KeyRefusedException when there is no such key
     */
    public static List<SecretBytes> of(KeyAlgorithm algorithm, int keyBytes, int count) {
        for (int i = 0; ; i++) {
            List<SecretBytes> components = random(algorithm, keyBytes, count);
            try (SecretBytes sum = sum(algorithm, components)) {
                KeyRules.requireSound(algorithm, sum);
                return components;
            } catch (KeyRefusedException weak) {
                components.forEach(SecretBytes::close);
                if (i >= MAX_TRIES) {
                    throw weak;
                }
            }
        }
    }

    /** The check value of a component, by the usual rule of the algorithm. */
    public static KeyCheckValue checkValue(KeyAlgorithm algorithm, SecretBytes component) {
        try (KeyCipher cipher = KeyCipher.of(algorithm, component)) {
            return KeyCheckValue.of(cipher);
        }
    }

    private static List<SecretBytes> random(KeyAlgorithm algorithm, int keyBytes, int count) {
        SecureRandom random = new SecureRandom();
        List<SecretBytes> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[keyBytes];
            random.nextBytes(bytes);
            if (algorithm == KeyAlgorithm.TDES) {
                DESParameters.setOddParity(bytes);
            }
            components.add(SecretBytes.adopt(bytes));
        }
        return components;
    }

    private static SecretBytes sum(KeyAlgorithm algorithm, List<SecretBytes> components) {
        byte[] sum = new byte[components.get(0).size()];
        for (SecretBytes component : components) {
            byte[] bytes = ClearKeyAccess.open(component);
            for (int i = 0; i < sum.length; i++) {
                sum[i] ^= bytes[i];
            }
        }
        SecretBytes whole = SecretBytes.adopt(sum);
        if (algorithm != KeyAlgorithm.TDES) {
            return whole;
        }
        try (whole) {
            return DesParity.adjusted(whole);
        }
    }
}
