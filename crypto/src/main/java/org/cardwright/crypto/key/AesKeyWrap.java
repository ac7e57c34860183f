package org.cardwright.crypto.key;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.Wrapper;
import org.bouncycastle.crypto.engines.AESWrapEngine;
import org.bouncycastle.crypto.engines.AESWrapPadEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.cardwright.formats.bytes.ByteString;

/** Wraps one key under an AES key. RFC 3394 (KW, whole blocks of 8 bytes) and RFC 5649 (KWP, any length). */
public enum AesKeyWrap {
    /** RFC 3394, 2.2: 16 bytes or more, a multiple of 8. */
    KW,
    /** RFC 5649, 4: 1 byte or more. */
    KWP;

    /** The wrapped key, 8 to 15 bytes longer than the key. */
    public ByteString wrap(SecretBytes key, SecretBytes wrappingKey) {
        KeyParameter parameter = new KeyParameter(ClearKeyAccess.open(wrappingKey));
        try {
            Wrapper wrapper = engine();
            wrapper.init(true, parameter);
            return ByteString.of(wrapper.wrap(ClearKeyAccess.open(key), 0, key.size()));
        } finally {
            Arrays.fill(parameter.getKey(), (byte) 0);
        }
    }

    /**
     * The clear key, to be closed by the caller.
     *
     * @throws KeyRefusedException when it was altered or is under another key
     */
    public SecretBytes unwrap(ByteString wrapped, SecretBytes wrappingKey) {
        KeyParameter parameter = new KeyParameter(ClearKeyAccess.open(wrappingKey));
        try {
            Wrapper wrapper = engine();
            wrapper.init(false, parameter);
            return SecretBytes.adopt(wrapper.unwrap(wrapped.toByteArray(), 0, wrapped.size()));
        } catch (InvalidCipherTextException altered) {
            throw new KeyRefusedException("the wrapped key is altered, or under another key");
        } finally {
            Arrays.fill(parameter.getKey(), (byte) 0);
        }
    }

    private Wrapper engine() {
        return this == KW ? new AESWrapEngine() : new AESWrapPadEngine();
    }
}
