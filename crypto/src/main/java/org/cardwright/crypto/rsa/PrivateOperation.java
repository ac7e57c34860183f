package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import org.cardwright.formats.bytes.ByteString;

/**
 * A block to be raised to the private exponent, as certificates and signatures are made: EMV 4.4 Book 2, 5.1, 5.4, 6.1.
 *
 * @param key private key
 * @param block as long as the modulus and, as a number, below it
 */
public record PrivateOperation(RsaPrivateKey key, ByteString block) {

    /** Checks length and size. */
    public PrivateOperation {
        requireBlock(key.publicKey().modulus(), block);
    }

    /**
     * The result from its two halves. RFC 8017, 5.1.2, step 2b, iii and iv.
     *
     * @param m1 {@code block^dP mod p}
     * @param m2 {@code block^dQ mod q}
     */
    byte[] join(BigInteger m1, BigInteger m2) {
        BigInteger p = key.number(CrtPart.P);
        BigInteger h = m1.subtract(m2).multiply(key.number(CrtPart.Q_INVERSE)).mod(p);
        return UnsignedBytes.leftFilled(h.multiply(key.number(CrtPart.Q)).add(m2), block.size());
    }

    static void requireBlock(ByteString modulus, ByteString block) {
        if (block.size() != modulus.size() || block.compareTo(modulus) >= 0) {
            throw new IllegalArgumentException("a block is as long as the modulus and below it, was " + block.size()
                    + " bytes, required " + modulus.size());
        }
    }
}
