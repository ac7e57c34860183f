package org.cardwright.crypto.module;

import java.security.SecureRandom;

/** The generator of the platform; what it gives cannot be had again. */
final class SystemKeySource implements KeySource {

    private final SecureRandom random = new SecureRandom();

    @Override
    public SecureRandom forCard(String cardReference) {
        return random;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
