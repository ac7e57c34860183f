package org.cardwright.crypto.module;

import java.security.SecureRandom;

/** Where the randomness of a card comes from: its RSA keys and the fill of its PIN blocks. */
interface KeySource {

    /**
     * A generator for one use of one order.
     *
     * @param cardReference order and use, {@code A-000017/9F46}; never a batch, a chunk or a place
     */
    SecureRandom forCard(String cardReference);

    /**
     * The same for the PIN of a card: under a production policy a generator of its own.
     *
     * @param cardReference order and use, {@code A-000017/PIN}
     */
    default SecureRandom forPin(String cardReference) {
        return forCard(cardReference);
    }

    /** Wipes what the source holds. */
    void close();
}
