package org.cardwright.crypto.module;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * AES-256-GCM for secrets at rest: nonce of 12 random bytes, ciphertext, tag of 16 bytes; the place is additional data. NIST SP
 * 800-38D.
 *
 * <p>Unlike {@link SoftBatchCipher} it gives and takes what can be wiped.
 */
final class StorageCipher implements AutoCloseable {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final SecretBytes key;
    private final SecureRandom random = new SecureRandom();

    /** Takes the key over. */
    StorageCipher(SecretBytes key) {
        this.key = key;
    }

    /** The secret, sealed at its place. */
    ByteString seal(String place, SecretBytes secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            return ByteString.of(nonce).plus(ByteString.of(run(true, nonce, place, ClearKeyAccess.open(secret))));
        } catch (InvalidCipherTextException impossible) {
            throw new IllegalStateException("encryption checks no tag", impossible);
        }
    }

    /**
     * The clear secret, closed by the caller.
     *
     * @throws SecurityModuleException WRONG_RESULT when place or bytes differ
     */
    SecretBytes open(String place, ByteString sealed) {
        if (sealed.size() < NONCE_BYTES + TAG_BYTES) {
            throw altered();
        }
        try {
            byte[] nonce = sealed.slice(0, NONCE_BYTES).toByteArray();
            return SecretBytes.adopt(
                    run(false, nonce, place, sealed.slice(NONCE_BYTES).toByteArray()));
        } catch (InvalidCipherTextException different) {
            throw altered();
        }
    }

    private byte[] run(boolean encrypt, byte[] nonce, String place, byte[] in) throws InvalidCipherTextException {
        KeyParameter parameter = new KeyParameter(ClearKeyAccess.open(key));
        try {
            GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
            gcm.init(
                    encrypt,
                    new AEADParameters(parameter, 8 * TAG_BYTES, nonce, place.getBytes(StandardCharsets.UTF_8)));
            byte[] out = new byte[gcm.getOutputSize(in.length)];
            int done = gcm.processBytes(in, 0, in.length, out, 0);
            try {
                done += gcm.doFinal(out, done);
            } catch (InvalidCipherTextException different) {
                Arrays.fill(out, (byte) 0);
                throw different;
            }
            if (done != out.length) {
                throw new IllegalStateException("a cipher that gives another length than it says");
            }
            return out;
        } finally {
            Arrays.fill(parameter.getKey(), (byte) 0);
        }
    }

    private static SecurityModuleException altered() {
        return new SecurityModuleException(
                SecurityModuleException.Kind.WRONG_RESULT,
                "a key pair was altered or belongs to another place or pool");
    }

    @Override
    public void close() {
        key.close();
    }
}
