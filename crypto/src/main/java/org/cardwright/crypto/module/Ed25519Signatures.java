package org.cardwright.crypto.module;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.cardwright.formats.bytes.ByteString;

/**
 * Ed25519 over messages that fit into memory and over those that do not. RFC 8032, 5.1.
 *
 * <p>The library takes a message as one array. A long one is hashed as it is written, in two passes when it is signed; points
 * are multiplied by the library, in fixed time for the secret scalar.
 */
final class Ed25519Signatures {

    private static final int HALF_BYTES = 32;
    private static final int HASH_BYTES = 64;

    private Ed25519Signatures() {}

    static boolean verify(ByteString publicKey, ByteString data, ByteString signature) {
        return publicKey.size() == Ed25519.PUBLIC_KEY_SIZE
                && signature.size() == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(
                        signature.toByteArray(), 0, publicKey.toByteArray(), 0, data.toByteArray(), 0, data.size());
    }

    /** RFC 8032, 5.1.7: {@code R = S B - k A}, compared as bytes. */
    static boolean verify(ByteString publicKey, SignedMessage message, ByteString signature) throws IOException {
        if (signature.size() != Ed25519.SIGNATURE_SIZE) {
            return false;
        }
        ByteString r = signature.slice(0, HALF_BYTES);
        BigInteger s = EdwardsPoints.number(signature.slice(HALF_BYTES));
        Optional<ECPoint> a = EdwardsPoints.decode(publicKey);
        if (a.isEmpty() || s.compareTo(order()) >= 0) {
            return false;
        }
        BigInteger k = hash(r.plus(publicKey), message);
        ECPoint found = ECAlgorithms.sumOfTwoMultiplies(
                EdwardsPoints.CURVE.getG(), s, a.get().negate(), k);
        return EdwardsPoints.encode(found).equals(r);
    }

    /**
     * RFC 8032, 5.1.6; reads the message twice.
     *
     * @param seed private key, 32 bytes
     */
    static ByteString sign(byte[] seed, ByteString publicKey, SignedMessage message) throws IOException {
        byte[] secret = sha512().digest(seed);
        try {
            BigInteger r = hash(ByteString.of(Arrays.copyOfRange(secret, HALF_BYTES, HASH_BYTES)), message);
            ECPoint point = new FixedPointCombMultiplier().multiply(EdwardsPoints.CURVE.getG(), r);
            ByteString encoded = EdwardsPoints.encode(point);
            BigInteger k = hash(encoded.plus(publicKey), message);
            BigInteger s = k.multiply(clamped(secret)).add(r).mod(order());
            return encoded.plus(EdwardsPoints.littleEndian(s));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** RFC 8032, 5.1.5, step 2. */
    private static BigInteger clamped(byte[] secret) {
        byte[] lower = Arrays.copyOf(secret, HALF_BYTES);
        lower[0] &= (byte) 0xF8;
        lower[HALF_BYTES - 1] &= 0x7F;
        lower[HALF_BYTES - 1] |= 0x40;
        BigInteger scalar = EdwardsPoints.number(ByteString.of(lower));
        Arrays.fill(lower, (byte) 0);
        return scalar;
    }

    private static BigInteger hash(ByteString before, SignedMessage message) throws IOException {
        MessageDigest digest = sha512();
        digest.update(before.toByteArray());
        try (DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            message.writeTo(out);
        }
        return EdwardsPoints.number(ByteString.of(digest.digest())).mod(order());
    }

    private static BigInteger order() {
        return EdwardsPoints.CURVE.getN();
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
