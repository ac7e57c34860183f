package org.cardwright.crypto.module;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.cardwright.formats.bytes.ByteString;

/**
 * Points of edwards25519 as points of the same curve in the form that the library multiplies, and back.
 *
 * <p>RFC 7748, 4.1: {@code u = (1+y)/(1-y)}, {@code v = sqrt(-486664) u/x}; the library's coordinates are {@code u + A/3} and
 * {@code v}. RFC 8032, 5.1.2 and 5.1.3: a point is y, little-endian, with the lowest bit of x on top.
 */
final class EdwardsPoints {

    static final int ENCODED_BYTES = 32;

    /** The field prime 2^255 - 19. */
    private static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    private static final BigInteger ONE = BigInteger.ONE;

    /** -121665/121666. */
    private static final BigInteger D = over(BigInteger.valueOf(-121665), BigInteger.valueOf(121666));

    private static final BigInteger SQRT_MINUS_ONE =
            BigInteger.TWO.modPow(P.subtract(ONE).shiftRight(2), P);

    private static final BigInteger THIRD_OF_A = over(BigInteger.valueOf(486662), BigInteger.valueOf(3));

    static final X9ECParameters CURVE = CustomNamedCurves.getByName("curve25519");

    /** The root for which the base points of both forms are each other. */
    private static final BigInteger ROOT = root();

    private EdwardsPoints() {}

    /** A public key; nothing for bytes that are not the only form of a multiple of the base point. */
    static Optional<ECPoint> decode(ByteString encoded) {
        if (encoded.size() != ENCODED_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = reversed(encoded);
        boolean odd = (bytes[0] & 0x80) != 0;
        bytes[0] &= 0x7F;
        BigInteger y = new BigInteger(1, bytes);
        if (y.compareTo(P) >= 0) {
            return Optional.empty();
        }
        BigInteger y2 = y.multiply(y).mod(P);
        Optional<BigInteger> x =
                squareRoot(over(y2.subtract(ONE), D.multiply(y2).add(ONE)));
        if (x.isEmpty() || x.get().signum() == 0) {
            return Optional.empty();
        }
        BigInteger signed = x.get().testBit(0) == odd ? x.get() : P.subtract(x.get());
        BigInteger u = over(ONE.add(y), ONE.subtract(y));
        BigInteger v = over(ROOT.multiply(u), signed);
        return Optional.of(CURVE.getCurve().createPoint(u.add(THIRD_OF_A).mod(P), v))
                .filter(ECPoint::isValid);
    }

    /** 32 bytes. */
    static ByteString encode(ECPoint point) {
        BigInteger x = BigInteger.ZERO;
        BigInteger y = ONE;
        if (!point.isInfinity()) {
            ECPoint affine = point.normalize();
            BigInteger u =
                    affine.getAffineXCoord().toBigInteger().subtract(THIRD_OF_A).mod(P);
            BigInteger v = affine.getAffineYCoord().toBigInteger();
            x = v.signum() == 0 ? BigInteger.ZERO : over(ROOT.multiply(u), v);
            y = over(u.subtract(ONE), u.add(ONE));
        }
        BigInteger bits = x.testBit(0) ? y.setBit(255) : y;
        return littleEndian(bits);
    }

    /** A little-endian number. */
    static BigInteger number(ByteString littleEndian) {
        return new BigInteger(1, reversed(littleEndian));
    }

    /** 32 bytes, the lowest first. */
    static ByteString littleEndian(BigInteger number) {
        byte[] out = new byte[ENCODED_BYTES];
        for (int i = 0; i < out.length; i++) {
            out[i] = number.shiftRight(8 * i).byteValue();
        }
        return ByteString.of(out);
    }

    /** RFC 8032, 5.1.3, step 3. */
    private static Optional<BigInteger> squareRoot(BigInteger square) {
        BigInteger candidate = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!candidate.multiply(candidate).mod(P).equals(square)) {
            candidate = candidate.multiply(SQRT_MINUS_ONE).mod(P);
        }
        return candidate.multiply(candidate).mod(P).equals(square) ? Optional.of(candidate) : Optional.empty();
    }

    /** Base point: y = 4/5 with an even x; u = 9 with the v of the library. */
    private static BigInteger root() {
        BigInteger root = squareRoot(BigInteger.valueOf(-486664).mod(P)).orElseThrow();
        BigInteger v = CURVE.getG().getAffineYCoord().toBigInteger();
        boolean even = !over(root.multiply(BigInteger.valueOf(9)), v).testBit(0);
        return even ? root : P.subtract(root);
    }

    private static BigInteger over(BigInteger numerator, BigInteger denominator) {
        return numerator.multiply(denominator.modInverse(P)).mod(P);
    }

    private static byte[] reversed(ByteString bytes) {
        byte[] out = new byte[bytes.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) bytes.unsignedAt(out.length - 1 - i);
        }
        return out;
    }
}
