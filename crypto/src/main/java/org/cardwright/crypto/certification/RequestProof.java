package org.cardwright.crypto.certification;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Looks at a written request once more with the Java platform's own means: no table, engine or arithmetic that wrote it.
 *
 * <p>RFC 8017, 8.2.2.
 */
final class RequestProof {

    private static final int FIXED_BYTES = 26;
    private static final int HASH_BYTES = 32;

    private RequestProof() {}

    /** What is wrong, empty when nothing is. */
    static Optional<String> fault(byte[] content, IssuerKeyRequest wanted) {
        byte[] modulus = wanted.publicKey().modulus().toByteArray();
        byte[] exponent = wanted.publicKey().exponent().toByteArray();
        ByteBuffer clear = ByteBuffer.allocate(FIXED_BYTES + 1 + modulus.length + 1 + exponent.length);
        clear.put("CWKR".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
        clear.put(wanted.rid().toByteArray());
        clear.put(packed((wanted.issuerIdentifier() + "FFFFF").substring(0, 8)));
        clear.put(wanted.references().keyIndex().toByteArray());
        clear.put(wanted.references().trackingNumber().toByteArray());
        clear.put(wanted.references().service().toByteArray());
        clear.put(packed(wanted.expirationDate().mmyy()));
        clear.put((byte) modulus.length).put(modulus);
        clear.put((byte) exponent.length).put(exponent);
        int signed = clear.capacity() + HASH_BYTES;
        if (content.length != signed + modulus.length) {
            return Optional.of("it is not as long as it should be");
        }
        if (!Arrays.equals(clear.array(), Arrays.copyOf(content, clear.capacity()))) {
            return Optional.of("its clear part is not what was asked for");
        }
        byte[] hash = Arrays.copyOfRange(content, clear.capacity(), signed);
        return check(() -> MessageDigest.isEqual(sha256(clear.array()), hash), "its hash is wrong")
                .or(() -> check(() -> isSigned(content, signed, wanted), "its self-signature does not verify"));
    }

    private static Optional<String> check(BooleanSupplier sound, String fault) {
        return sound.getAsBoolean() ? Optional.empty() : Optional.of(fault);
    }

    private static byte[] packed(String digits) {
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits, 2 * i, 2 * i + 2, 16);
        }
        return bytes;
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("no SHA-256", impossible);
        }
    }

    private static boolean isSigned(byte[] content, int signed, IssuerKeyRequest wanted) {
        BigInteger modulus = new BigInteger(1, wanted.publicKey().modulus().toByteArray());
        BigInteger exponent = new BigInteger(1, wanted.publicKey().exponent().toByteArray());
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
            verifier.update(content, 0, signed);
            return verifier.verify(content, signed, content.length - signed);
        } catch (GeneralSecurityException notOne) {
            return false;
        }
    }
}
