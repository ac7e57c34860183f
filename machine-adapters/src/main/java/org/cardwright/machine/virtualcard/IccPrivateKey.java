package org.cardwright.machine.virtualcard;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * A private key as the card got it, part by part; it computes with what it got and checks nothing.
 *
 * <p>RFC 8017, 5.1.2, step 2b. Numbers of the arithmetic cannot be wiped; they go with the next garbage collection.
 *
 * @param parts padded, in the order of DGIs 8201 to 8205: q^-1 mod p, d mod (q-1), d mod (p-1), q, p; closed by the card
 */
record IccPrivateKey(List<SecretBytes> parts) {

    private static final byte MARK = (byte) 0x80;

    /** {@code block^d mod n}, or nothing when the padding of a part is wrong or the block does not fit. */
    Optional<ByteString> apply(ByteString block) {
        List<BigInteger> numbers = parts.stream().map(IccPrivateKey::number).toList();
        if (numbers.stream().anyMatch(number -> number.signum() == 0)) {
            return Optional.empty();
        }
        BigInteger q = numbers.get(3);
        BigInteger p = numbers.get(4);
        BigInteger c = new BigInteger(1, block.toByteArray());
        BigInteger m1 = c.modPow(numbers.get(2), p);
        BigInteger m2 = c.modPow(numbers.get(1), q);
        BigInteger h = m1.subtract(m2).multiply(numbers.get(0)).mod(p);
        int size = modulusBytes(p, q);
        return size == block.size() ? Optional.of(leftFilled(h.multiply(q).add(m2), size)) : Optional.empty();
    }

    /** Length of the modulus. */
    int modulusBytes() {
        return modulusBytes(number(parts.get(4)), number(parts.get(3)));
    }

    private static int modulusBytes(BigInteger p, BigInteger q) {
        return (p.multiply(q).bitLength() + 7) / 8;
    }

    /** The number in front of 80 and filler; zero when there is no such padding. ISO/IEC 9797-1, padding method 2. */
    private static BigInteger number(SecretBytes padded) {
        byte[] bytes = ClearKeyAccess.open(padded);
        int at = bytes.length - 1;
        while (at > 0 && bytes[at] != MARK && bytes[at] == bytes[bytes.length - 1]) {
            at--;
        }
        return bytes[at] == MARK ? new BigInteger(1, bytes, 0, at) : BigInteger.ZERO;
    }

    private static ByteString leftFilled(BigInteger number, int size) {
        byte[] bytes = number.toByteArray();
        ByteString unsigned = bytes[0] == 0 ? ByteString.copyOf(bytes, 1, bytes.length - 1) : ByteString.of(bytes);
        return ByteString.repeat(0, size - unsigned.size()).plus(unsigned);
    }
}
