package org.cardwright.crypto.oda;

import java.math.BigInteger;
import java.util.HexFormat;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;

/** Keys of the published vectors. */
final class TestKeys {

    private static final BigInteger ONE = BigInteger.ONE;

    private TestKeys() {}

    static RsaPublicKey publicKey(String modulus, String exponent) {
        return new RsaPublicKey(ByteString.fromHex(modulus), ByteString.fromHex(exponent));
    }

    /** From inputs {@code n, e, p, q} of a vector. */
    static RsaPrivateKey withFactors(PublishedVector vector) {
        return RsaPrivateKey.ofFactors(
                publicKey(vector.input("n"), vector.input("e")), secret(vector.input("p")), secret(vector.input("q")));
    }

    /** From modulus, exponent and private exponent, which give the factors away (Miller 1976). */
    static RsaPrivateKey withPrivateExponent(String modulus, String exponent, String privateExponent) {
        BigInteger n = new BigInteger(modulus, 16);
        BigInteger factor = factor(n, new BigInteger(exponent, 16), new BigInteger(privateExponent, 16));
        return RsaPrivateKey.ofFactors(
                publicKey(modulus, exponent),
                SecretBytes.adopt(factor.toByteArray()),
                SecretBytes.adopt(n.divide(factor).toByteArray()));
    }

    private static BigInteger factor(BigInteger n, BigInteger e, BigInteger d) {
        BigInteger k = d.multiply(e).subtract(ONE);
        int twos = k.getLowestSetBit();
        for (int base = 2; base < 200; base++) {
            BigInteger x = BigInteger.valueOf(base).modPow(k.shiftRight(twos), n);
            for (int i = 0; i < twos && !x.equals(ONE); i++) {
                BigInteger square = x.multiply(x).mod(n);
                if (square.equals(ONE) && !x.equals(n.subtract(ONE))) {
                    return x.subtract(ONE).gcd(n);
                }
                x = square;
            }
        }
        throw new AssertionError("the private exponent does not fit the modulus");
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HexFormat.of().parseHex(hex));
    }
}
