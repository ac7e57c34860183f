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
 * The keys that come from the secret of a vault: for its key blocks and the MAC over its file, and the same for its backups.
 *
 * <p>Key i = HMAC-SHA-256(secret, name of its use), so that none tells anything of another.
 */
final class VaultSecret implements AutoCloseable {

    private final SecretBytes blockKey;
    private final SecretBytes macKey;
    private final SecretBytes backupKey;
    private final SecretBytes backupMacKey;

    /** Derives them; the secret stays the caller's. */
    VaultSecret(SecretBytes secret) {
        this.blockKey = SecretBytes.adopt(hmac(secret, "key blocks".getBytes(StandardCharsets.US_ASCII)));
        this.macKey = SecretBytes.adopt(hmac(secret, "vault file".getBytes(StandardCharsets.US_ASCII)));
        this.backupKey = SecretBytes.adopt(hmac(secret, "backup key blocks".getBytes(StandardCharsets.US_ASCII)));
        this.backupMacKey = SecretBytes.adopt(hmac(secret, "backup file".getBytes(StandardCharsets.US_ASCII)));
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

    /** AES-256 key over the key blocks of a backup. */
    SecretBytes backupKey() {
        return backupKey;
    }

    /** The MAC over a backup. */
    ByteString backupMac(ByteString authenticated) {
        return ByteString.of(hmac(backupMacKey, authenticated.toByteArray()));
    }

    /** Is this the MAC of the backup? */
    boolean fitsBackup(ByteString authenticated, ByteString mac) {
        return MessageDigest.isEqual(backupMac(authenticated).toByteArray(), mac.toByteArray());
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
        backupKey.close();
        backupMacKey.close();
    }
}
