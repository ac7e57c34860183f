package org.cardwright.crypto.pkcs11;

import java.util.Arrays;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCheckValue.Method;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;

/** Check values of keys on a token, by the same rules as {@link KeyCheckValue} has them in software. */
final class CheckValues {

    private static final int AES_BLOCK = 16;

    private final TokenSession session;

    CheckValues(TokenSession session) {
        this.session = session;
    }

    static Method usual(TokenKeyType type) {
        if (type.isDes()) {
            return Method.TDES_ZEROS;
        }
        return type == TokenKeyType.AES ? Method.AES_ONES : Method.SHA256;
    }

    KeyCheckValue of(Method method, TokenKey key) {
        boolean fits = switch (method) {
            case TDES_ZEROS -> key.type().isDes();
            case AES_ONES, AES_CMAC -> key.type() == TokenKeyType.AES;
            case SHA256 -> !key.type().isBlockCipher();
        };
        if (!fits) {
            throw new IllegalArgumentException("a check value " + method + " does not fit a key of " + key.type());
        }
        return switch (method) {
            case TDES_ZEROS ->
                first(method, session.encryptEcb(key, new byte[key.type().blockBytes()]));
            case AES_ONES -> first(method, session.encryptEcb(key, ones()));
            case AES_CMAC -> first(method, session.cmac(key, new byte[AES_BLOCK]));
            case SHA256 -> sha256(key);
        };
    }

    private KeyCheckValue sha256(TokenKey key) {
        return switch (key.type()) {
            case RSA -> {
                RsaPublicKey publicKey = session.rsaPublicKey(key);
                yield KeyCheckValue.ofPublicKey(publicKey.modulus().plus(publicKey.exponent()));
            }
            case ED25519 -> KeyCheckValue.ofPublicKey(session.ed25519PublicKey(key));
            default -> first(Method.SHA256, session.hmac(key, new byte[0]));
        };
    }

    private static KeyCheckValue first(Method method, byte[] bytes) {
        return new KeyCheckValue(method, ByteString.copyOf(bytes, 0, KeyCheckValue.BYTES));
    }

    private static byte[] ones() {
        byte[] ones = new byte[AES_BLOCK];
        Arrays.fill(ones, (byte) 1);
        return ones;
    }
}
