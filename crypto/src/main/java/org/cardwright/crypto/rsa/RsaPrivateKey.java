package org.cardwright.crypto.rsa;

import java.io.IOException;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;

/**
 * A clear RSA private key while it is used: the five parts, wiped when closed.
 *
 * <p>The parts have half the length of the modulus, rounded up, zero bytes on the left; p is the larger factor. Only engines of
 * this package see them; what leaves is {@link #toPkcs1()} for the key block and {@link PaddedParts} for the card. Numbers that
 * the arithmetic makes from the parts cannot be wiped; they go with the next garbage collection. EMV 4.4 Book 2, A2.1.2.
 */
public final class RsaPrivateKey implements RsaSigningKey, AutoCloseable {

    private final RsaPublicKey publicKey;
    private final EnumMap<CrtPart, SecretBytes> parts = new EnumMap<>(CrtPart.class);

    private RsaPrivateKey(BigInteger p, BigInteger q, BigInteger exponent, Stored stored) {
        BigInteger modulus = p.multiply(q);
        int modulusBytes = (modulus.bitLength() + 7) / 8;
        int partBytes = partBytes(modulusBytes);
        this.publicKey = new RsaPublicKey(
                ByteString.of(UnsignedBytes.leftFilled(modulus, modulusBytes)),
                ByteString.of(UnsignedBytes.leftFilled(exponent, (exponent.bitLength() + 7) / 8)));
        put(CrtPart.P, p, partBytes);
        put(CrtPart.Q, q, partBytes);
        put(CrtPart.D_P, RsaKeyRule.inverse(exponent, p.subtract(BigInteger.ONE), stored.dP()), partBytes);
        put(CrtPart.D_Q, RsaKeyRule.inverse(exponent, q.subtract(BigInteger.ONE), stored.dQ()), partBytes);
        put(CrtPart.Q_INVERSE, RsaKeyRule.inverse(q, p, stored.qInverse()), partBytes);
    }

    /**
     * What an encoding has beside factors and exponent; a number that is not right is found anew. So opening a key does not cost as much
     * as using it.
     */
    private record Stored(BigInteger d, BigInteger dP, BigInteger dQ, BigInteger qInverse) {

        static final Stored NOTHING = new Stored(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

        /** Never a number. */
        @Override
        public String toString() {
            return "Stored";
        }
    }

    /** Length of each part of a modulus of that length. */
    static int partBytes(int modulusBytes) {
        return (modulusBytes + 1) / 2;
    }

    /**
     * The key of two primes, given in any order.
     *
     * @throws IllegalArgumentException when they are no pair for an EMV key; the message names the rule
     */
    static RsaPrivateKey ofPrimes(BigInteger one, BigInteger other, BigInteger exponent) {
        return ofPrimes(one, other, exponent, Stored.NOTHING);
    }

    private static RsaPrivateKey ofPrimes(BigInteger one, BigInteger other, BigInteger exponent, Stored stored) {
        int modulusBits = one.multiply(other).bitLength();
        Set<RsaKeyRule> broken = RsaKeyRule.broken(new RsaKeyRule.Kept(one, other, exponent, stored.d()), modulusBits);
        // A key from elsewhere may have a factor below sqrt(2) * 2^(half - 1); the generator makes none.
        broken.remove(RsaKeyRule.FACTOR_SIZE);
        boolean halves = one.max(other).bitLength() <= 8 * partBytes(modulusBits / 8);
        if (!broken.isEmpty() || modulusBits % 8 != 0 || !halves) {
            throw new IllegalArgumentException("not an EMV key pair: " + broken + ", modulus bits " + modulusBits);
        }
        return new RsaPrivateKey(one.max(other), one.min(other), exponent, stored);
    }

    /** The key of two primes that {@link RsaKeyRule} found in order already. */
    static RsaPrivateKey ofSound(BigInteger one, BigInteger other, BigInteger exponent) {
        return new RsaPrivateKey(one.max(other), one.min(other), exponent, Stored.NOTHING);
    }

    /**
     * A key from outside, from its modulus, exponent and two factors in any order, which the caller closes.
     *
     * @throws IllegalArgumentException when they do not belong together or make no key pair; the message quotes nothing
     */
    public static RsaPrivateKey ofFactors(RsaPublicKey publicKey, SecretBytes one, SecretBytes other) {
        BigInteger first = new BigInteger(1, ClearKeyAccess.open(one));
        BigInteger second = new BigInteger(1, ClearKeyAccess.open(other));
        BigInteger modulus = new BigInteger(1, publicKey.modulus().toByteArray());
        if (!first.multiply(second).equals(modulus)) {
            throw new IllegalArgumentException("the factors are not those of the modulus");
        }
        if (!first.isProbablePrime(64) || !second.isProbablePrime(64)) {
            throw new IllegalArgumentException("a factor is not prime");
        }
        return ofPrimes(first, second, new BigInteger(1, publicKey.exponent().toByteArray()));
    }

    /**
     * A key from its encoding, which the caller closes. RFC 8017, A.1.2.
     *
     * @throws IllegalArgumentException when it is not one; the message quotes nothing
     */
    public static RsaPrivateKey fromPkcs1(SecretBytes encoded) {
        RSAPrivateKey key;
        try {
            key = RSAPrivateKey.getInstance(ASN1Primitive.fromByteArray(ClearKeyAccess.open(encoded)));
        } catch (IOException | RuntimeException malformed) {
            throw new IllegalArgumentException("not an RSA private key, length " + encoded.size());
        }
        if (!key.getPrime1().multiply(key.getPrime2()).equals(key.getModulus())) {
            throw new IllegalArgumentException("the factors are not those of the modulus");
        }
        Stored stored =
                new Stored(key.getPrivateExponent(), key.getExponent1(), key.getExponent2(), key.getCoefficient());
        return ofPrimes(key.getPrime1(), key.getPrime2(), key.getPublicExponent(), stored);
    }

    /** The clear key as DER, for a key block; the caller closes it. RFC 8017, A.1.2. */
    public SecretBytes toPkcs1() {
        BigInteger p = number(CrtPart.P);
        BigInteger q = number(CrtPart.Q);
        BigInteger e = new BigInteger(1, publicKey.exponent().toByteArray());
        RSAPrivateKey key = new RSAPrivateKey(
                new BigInteger(1, publicKey.modulus().toByteArray()),
                e,
                e.modInverse(RsaKeyRule.lambda(p, q)),
                p,
                q,
                number(CrtPart.D_P),
                number(CrtPart.D_Q),
                number(CrtPart.Q_INVERSE));
        try {
            return SecretBytes.adopt(key.getEncoded());
        } catch (IOException impossible) {
            throw new IllegalStateException("an RSA key has no encoding", impossible);
        }
    }

    /** The public half; it stays after {@link #close()}. */
    @Override
    public RsaPublicKey publicKey() {
        return publicKey;
    }

    /** Length of the modulus. */
    public int modulusBits() {
        return 8 * publicKey.modulus().size();
    }

    /** One part, valid until the key is closed. */
    SecretBytes part(CrtPart part) {
        SecretBytes bytes = parts.get(part);
        if (bytes == null) {
            throw new IllegalStateException("a private key has no " + part);
        }
        return bytes;
    }

    /** One part as a number. */
    BigInteger number(CrtPart part) {
        return new BigInteger(1, ClearKeyAccess.open(part(part)));
    }

    /** True when a part begins with a zero byte. */
    public boolean hasLeadingZero() {
        return parts.values().stream().anyMatch(part -> ClearKeyAccess.open(part)[0] == 0);
    }

    /** Wipes the parts. */
    @Override
    public void close() {
        parts.values().forEach(SecretBytes::close);
    }

    /** The length only. */
    @Override
    public String toString() {
        return "RsaPrivateKey(" + modulusBits() + ")";
    }

    private void put(CrtPart part, BigInteger number, int bytes) {
        parts.put(part, SecretBytes.adopt(UnsignedBytes.leftFilled(number, bytes)));
    }
}
