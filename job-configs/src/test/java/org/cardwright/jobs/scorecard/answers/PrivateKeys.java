package org.cardwright.jobs.scorecard.answers;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.formats.bytes.ByteString;

/** Published RSA keys as the product takes them. */
final class PrivateKeys {

    private static final BigInteger ONE = BigInteger.ONE;
    private static final int MOST_BASES = 200;

    private PrivateKeys() {}

    /** Keys that were right once: every answer asks for its keys many times, and a prime takes long to judge. */
    private static final Map<List<Object>, RsaPrivateKey> KNOWN = new ConcurrentHashMap<>();

    static RsaPrivateKey ofFactors(RsaPublicKey publicKey, ByteString one, ByteString other) {
        return KNOWN.computeIfAbsent(
                List.of(publicKey, one, other),
                key -> RsaPrivateKey.ofFactors(
                        publicKey, SecretBytes.adopt(one.toByteArray()), SecretBytes.adopt(other.toByteArray())));
    }

    static RsaPrivateKey ofExponent(RsaPublicKey publicKey, ByteString privateExponent) {
        return KNOWN.computeIfAbsent(
                List.of(publicKey, privateExponent), key -> ofMultiple(publicKey, privateExponent));
    }

    /** The private exponent gives the factors away (Miller 1976). */
    private static RsaPrivateKey ofMultiple(RsaPublicKey publicKey, ByteString privateExponent) {
        BigInteger n = number(publicKey.modulus());
        BigInteger factor = factor(n, number(publicKey.exponent()), number(privateExponent));
        return RsaPrivateKey.ofFactors(
                publicKey,
                SecretBytes.adopt(factor.toByteArray()),
                SecretBytes.adopt(n.divide(factor).toByteArray()));
    }

    /** The numbers of RSAPrivateKey: version, n, e, d, p, q, dP, dQ, qInv. RFC 8017, A.1.2. */
    static List<BigInteger> numbers(RsaPrivateKey key) {
        byte[] der = ClearKeyAccess.open(key.toPkcs1());
        List<BigInteger> numbers = new ArrayList<>();
        int at = contentOf(der, 0);
        while (at < der.length) {
            int content = contentOf(der, at);
            int length = lengthAt(der, at);
            numbers.add(new BigInteger(1, Arrays.copyOfRange(der, content, content + length)));
            at = content + length;
        }
        return numbers;
    }

    private static int contentOf(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
    }

    private static int lengthAt(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        return new BigInteger(1, Arrays.copyOfRange(der, at + 2, contentOf(der, at))).intValueExact();
    }

    private static BigInteger factor(BigInteger n, BigInteger e, BigInteger d) {
        BigInteger k = d.multiply(e).subtract(ONE);
        boolean fits =
                n.signum() > 0 && k.signum() > 0 && BigInteger.TWO.modPow(k, n).equals(ONE);
        for (int base = 2; fits && base < MOST_BASES; base++) {
            BigInteger factor = factorBy(BigInteger.valueOf(base), k, n);
            if (!factor.equals(ONE)) {
                return factor;
            }
        }
        throw new IllegalArgumentException("the private exponent does not fit the modulus");
    }

    /** A factor of the modulus, or one when this base gives none. */
    private static BigInteger factorBy(BigInteger base, BigInteger k, BigInteger n) {
        int twos = k.getLowestSetBit();
        BigInteger x = base.modPow(k.shiftRight(twos), n);
        for (int i = 0; i < twos && !x.equals(ONE); i++) {
            BigInteger square = x.multiply(x).mod(n);
            if (square.equals(ONE) && !x.equals(n.subtract(ONE))) {
                return x.subtract(ONE).gcd(n);
            }
            x = square;
        }
        return ONE;
    }

    private static BigInteger number(ByteString bytes) {
        return new BigInteger(1, bytes.toByteArray());
    }
}
