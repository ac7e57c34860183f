package org.cardwright.crypto.module;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * The two keys that come from the secret of a vault: one for key blocks, one for the MAC over the file.
 *
 * <p>Key i = HMAC-SHA-256(secret, name of its use), so that neither tells anything of the other.
 */
final class VaultSecret implements AutoCloseable {

    private final SecretBytes blockKey;
    private final SecretBytes macKey;

    /** Derives both; the secret stays the caller's. */
    VaultSecret(SecretBytes secret) {
        this.blockKey = SecretBytes.adopt(hmac(secret, "key blocks".getBytes(StandardCharsets.US_ASCII)));
        this.macKey = SecretBytes.adopt(hmac(secret, "vault file".getBytes(StandardCharsets.US_ASCII)));
    }

    /** AES-256 key over key blocks. */
    SecretBytes blockKey() {
        return blockKey;
    }

    /** The MAC over a file. */
    ByteString mac(ByteString authenticated) {
        return ByteString.of(hmac(macKey, authenticated.toByteArray()));
    }

    /** Is this the MAC of the file? */
    boolean fits(ByteString authenticated, ByteString mac) {
        return MessageDigest.isEqual(mac(authenticated).toByteArray(), mac.toByteArray());
    }

    private static byte[] hmac(SecretBytes key, byte[] data) {
        KeyParameter parameter = new KeyParameter(ClearKeyAccess.open(key));
        HMac hmac = new HMac(new SHA256Digest());
        hmac.init(parameter);
        hmac.update(data, 0, data.length);
        byte[] out = new byte[hmac.getMacSize()];
        hmac.doFinal(out, 0);
        // the pads inside the HMAC hold the key as well: overwrite both
        Arrays.fill(parameter.getKey(), (byte) 0);
        hmac.init(parameter);
        return out;
    }

    @Override
    public void close() {
        blockKey.close();
        macKey.close();
    }
}
