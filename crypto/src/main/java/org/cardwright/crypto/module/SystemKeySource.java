package org.cardwright.crypto.module;

import java.security.DrbgParameters;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** The generator of the platform; what it gives cannot be had again. PINs come from a DRBG of 256 bits (NIST SP 800-90A). */
final class SystemKeySource implements KeySource {

    private static final int PIN_STRENGTH_BITS = 256;

    private final SecureRandom random = new SecureRandom();
    private final SecureRandom pins = drbg();

    private static SecureRandom drbg() {
        try {
            return SecureRandom.getInstance(
                    "DRBG",
                    DrbgParameters.instantiation(PIN_STRENGTH_BITS, DrbgParameters.Capability.RESEED_ONLY, null));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this platform has no DRBG of 256 bits", missing);
        }
    }

    @Override
    public SecureRandom forCard(String cardReference) {
        return random;
    }

    @Override
    public SecureRandom forPin(String cardReference) {
        return pins;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
