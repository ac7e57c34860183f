package org.cardwright.crypto.rsa;

import org.cardwright.formats.bytes.ByteString;

/**
 * A block to be signed. EMV 4.4 Book 2, 5.1, 5.4, 6.1.
 *
 * @param key whose signature
 * @param block as long as the modulus and, as a number, below it
 */
public record BlockSignature(RsaSigningKey key, ByteString block) {

    /** Checks length and size. */
    public BlockSignature {
        PrivateOperation.requireBlock(key.publicKey().modulus(), block);
    }
}
