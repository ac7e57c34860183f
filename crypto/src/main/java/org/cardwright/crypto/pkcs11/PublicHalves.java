package org.cardwright.crypto.pkcs11;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.pkcs11.TokenFault.Kind;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/** What is public of a pair on a token, and the check of its signatures by it. PKCS #11 Current Mechanisms v3.0, 2.1.2 and 2.3.5. */
final class PublicHalves {

    private static final byte[] OCTET_STRING_OF_32 = {0x04, Ed25519.PUBLIC_KEY_SIZE};

    private final RawSession raw;

    PublicHalves(RawSession raw) {
        this.raw = raw;
    }

    /** Modulus and exponent: from the private object, the exponent else from the public one. */
    RsaPublicKey rsa(TokenKey key) {
        RsaPublicKey known = key.rsaPublicKey();
        if (known != null) {
            return known;
        }
        ByteString modulus = number(key.handle(), PKCS11Constants.CKA_MODULUS);
        ByteString exponent = number(key.handle(), PKCS11Constants.CKA_PUBLIC_EXPONENT);
        if (exponent == null && key.publicHandle() != 0) {
            exponent = number(key.publicHandle(), PKCS11Constants.CKA_PUBLIC_EXPONENT);
        }
        if (modulus == null || exponent == null) {
            throw TokenFault.of(Kind.REFUSED, "the token does not tell the public half of an RSA key");
        }
        RsaPublicKey read = new RsaPublicKey(modulus, exponent);
        key.keep(read);
        return read;
    }

    /** The point, 32 bytes: as an octet string, or bare as some tokens have it. */
    ByteString ed25519(TokenKey key) {
        ByteString known = key.ed25519PublicKey();
        if (known != null) {
            return known;
        }
        Object value =
                key.publicHandle() == 0 ? null : raw.attributeIfAny(key.publicHandle(), PKCS11Constants.CKA_EC_POINT);
        ByteString point = value instanceof byte[] bytes ? ByteString.of(bytes) : ByteString.EMPTY;
        if (point.startsWith(ByteString.of(OCTET_STRING_OF_32)) && point.size() > Ed25519.PUBLIC_KEY_SIZE) {
            point = point.slice(OCTET_STRING_OF_32.length);
        }
        if (point.size() != Ed25519.PUBLIC_KEY_SIZE) {
            throw TokenFault.of(Kind.REFUSED, "the token does not tell the public half of an Ed25519 key");
        }
        key.keep(point);
        return point;
    }

    private @Nullable ByteString number(long object, long attribute) {
        Object value = raw.attributeIfAny(object, attribute);
        if (!(value instanceof byte[] bytes) || bytes.length == 0) {
            return null;
        }
        byte[] shortest = new BigInteger(1, bytes).toByteArray();
        return shortest[0] == 0 && shortest.length > 1
                ? ByteString.copyOf(shortest, 1, shortest.length - 1)
                : ByteString.of(shortest);
    }

    /** The block must be below the modulus: a token answers anything else with a general error, or fills it up. */
    static boolean isBelowModulus(RsaPublicKey key, byte[] block) {
        return new BigInteger(1, block).compareTo(modulus(key)) < 0;
    }

    /** Does the signature open to the block? */
    static boolean opensTo(RsaPublicKey key, byte[] signature, byte[] block) {
        BigInteger exponent = new BigInteger(1, key.exponent().toByteArray());
        return signature.length == block.length
                && new BigInteger(1, signature).modPow(exponent, modulus(key)).equals(new BigInteger(1, block));
    }

    private static BigInteger modulus(RsaPublicKey key) {
        return new BigInteger(1, key.modulus().toByteArray());
    }

    /** Is this the signature of the message? RFC 8032, 5.1.7. */
    static boolean verifies(ByteString point, byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, point.toByteArray(), 0, message, 0, message.length);
    }

    /** A signature that was found right; a wrong one would give the key away (Boneh, DeMillo, Lipton 1997), so it is not given out. */
    static byte[] verified(byte[] signature, boolean right) {
        if (!right) {
            Arrays.fill(signature, (byte) 0);
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.WRONG_RESULT, "a signature of the token does not verify: not used");
        }
        return signature;
    }

    /** The point of a seed. RFC 8032, 5.1.5. */
    static ByteString pointOf(SecretBytes seed) {
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(ClearKeyAccess.open(seed), 0, point, 0);
        return ByteString.of(point);
    }

    static byte[] octetString(ByteString point) {
        return ByteString.of(OCTET_STRING_OF_32).plus(point).toByteArray();
    }
}
