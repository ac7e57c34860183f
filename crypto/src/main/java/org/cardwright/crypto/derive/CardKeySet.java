package org.cardwright.crypto.derive;

import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.SecretBytes;

/**
 * The static keys of one card or security domain; closed by whoever has them. GlobalPlatform Card Specification 2.3.1, E.4.1;
 * Amendment D 1.2, 6.2.1.
 *
 * @param algorithm of all three
 * @param enc K_ENC, for the session key that authenticates and encrypts
 * @param mac K_MAC, for the session keys over commands and answers
 * @param dek K_DEK, for keys and other secrets on their way to the card
 */
public record CardKeySet(KeyAlgorithm algorithm, SecretBytes enc, SecretBytes mac, SecretBytes dek)
        implements AutoCloseable {

    /** The same keys, to be closed on their own. */
    public CardKeySet copy() {
        return new CardKeySet(algorithm, copy(enc), copy(mac), copy(dek));
    }

    private static SecretBytes copy(SecretBytes key) {
        return SecretBytes.copyOf(ClearKeyAccess.open(key));
    }

    /** Wipes all three. */
    @Override
    public void close() {
        enc.close();
        mac.close();
        dek.close();
    }
}
