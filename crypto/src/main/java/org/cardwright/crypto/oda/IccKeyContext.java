package org.cardwright.crypto.oda;

import java.util.function.Function;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.rsa.RandomBytes;
import org.cardwright.crypto.rsa.RsaSigningKey;

/**
 * What the security module lends for the making of card keys. EMV 4.4 Book 2, 6.1 and 7.1.
 *
 * @param issuerKeys opens an issuer key; the module checks purpose and state there and closes the key after the call
 * @param randomness randomness for a card reference; with a test key source it depends on the reference only
 * @param wrapper encrypts parts under KEK2
 */
public record IccKeyContext(
        Function<KeyName, RsaSigningKey> issuerKeys, Function<String, RandomBytes> randomness, PartWrapper wrapper) {}
