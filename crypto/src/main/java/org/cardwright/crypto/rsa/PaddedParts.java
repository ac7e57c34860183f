package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;

/**
 * The parts of a private key as they are encrypted for the card: half the modulus each, then 80 and filler, always.
 *
 * <p>ISO/IEC 9797-1, padding method 2 (filler 00), as EMV CPS has it. A part that is a whole number of blocks gets a whole
 * block more, because the card strips the padding without knowing the length.
 */
public final class PaddedParts {

    private static final byte MARK = (byte) 0x80;

    private PaddedParts() {}

    /**
     * The five padded clear parts in the order of DGIs 8201 to 8205; the caller closes them.
     *
     * @param key private key
     * @param blockBytes block length of the cipher that follows: 8 (3DES) or 16 (AES)
     * @param filler byte after the mandatory 80, normally 00
     */
    public static List<SecretBytes> of(RsaPrivateKey key, int blockBytes, int filler) {
        List<SecretBytes> padded = new ArrayList<>();
        for (CrtPart part : CrtPart.values()) {
            byte[] clear = ClearKeyAccess.open(key.part(part));
            byte[] target = new byte[paddedBytes(clear.length, blockBytes)];
            Arrays.fill(target, (byte) filler);
            System.arraycopy(clear, 0, target, 0, clear.length);
            target[clear.length] = MARK;
            padded.add(SecretBytes.adopt(target));
        }
        return padded;
    }

    /**
     * Do these make the private key of this public key, and are their lengths and padding right?
     *
     * @param paddedParts five clear parts in the order of DGIs 8201 to 8205, which the caller closes
     * @param blockBytes block length of the cipher they came from
     * @param publicKey public half
     * @param filler byte after the mandatory 80
     */
    public static boolean fit(List<SecretBytes> paddedParts, int blockBytes, RsaPublicKey publicKey, int filler) {
        int partBytes = RsaPrivateKey.partBytes(publicKey.modulus().size());
        if (paddedParts.size() != CrtPart.values().length) {
            return false;
        }
        List<BigInteger> numbers = new ArrayList<>();
        for (SecretBytes padded : paddedParts) {
            Optional<BigInteger> number = unpadded(ClearKeyAccess.open(padded), partBytes, blockBytes, filler);
            if (number.isEmpty()) {
                return false;
            }
            numbers.add(number.get());
        }
        return belongTogether(numbers, publicKey);
    }

    private static int paddedBytes(int partBytes, int blockBytes) {
        return (partBytes / blockBytes + 1) * blockBytes;
    }

    private static Optional<BigInteger> unpadded(byte[] padded, int partBytes, int blockBytes, int filler) {
        if (padded.length != paddedBytes(partBytes, blockBytes) || padded[partBytes] != MARK) {
            return Optional.empty();
        }
        for (int i = partBytes + 1; i < padded.length; i++) {
            if (padded[i] != (byte) filler) {
                return Optional.empty();
            }
        }
        return Optional.of(new BigInteger(1, padded, 0, partBytes));
    }

    private static boolean belongTogether(List<BigInteger> parts, RsaPublicKey publicKey) {
        BigInteger p = parts.get(CrtPart.P.ordinal());
        BigInteger q = parts.get(CrtPart.Q.ordinal());
        BigInteger exponent = new BigInteger(1, publicKey.exponent().toByteArray());
        BigInteger modulus = new BigInteger(1, publicKey.modulus().toByteArray());
        return q.compareTo(BigInteger.ONE) > 0
                && p.compareTo(q) > 0
                && p.multiply(q).equals(modulus)
                && isInverse(parts.get(CrtPart.D_P.ordinal()), exponent, p.subtract(BigInteger.ONE))
                && isInverse(parts.get(CrtPart.D_Q.ordinal()), exponent, q.subtract(BigInteger.ONE))
                && isInverse(parts.get(CrtPart.Q_INVERSE.ordinal()), q, p);
    }

    /** Fully reduced, as the card expects it, and inverse modulo the number. */
    private static boolean isInverse(BigInteger inverse, BigInteger of, BigInteger modulo) {
        return inverse.compareTo(modulo) < 0 && inverse.multiply(of).mod(modulo).equals(BigInteger.ONE);
    }
}
