package org.cardwright.crypto.rsa;

import java.security.SecureRandom;

/**
 * Where the randomness of one key comes from.
 *
 * <p>Key generation asks for bytes and nothing else, in an order that its description fixes, so that a test key source gives
 * the same key on every JDK.
 */
@FunctionalInterface
public interface RandomBytes {

    /** Fills the whole array. */
    void fill(byte[] target);

    /** The bytes of a generator of the platform. */
    static RandomBytes of(SecureRandom random) {
        return random::nextBytes;
    }
}
