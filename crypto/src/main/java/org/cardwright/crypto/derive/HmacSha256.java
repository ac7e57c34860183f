package org.cardwright.crypto.derive;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;

/** HMAC-SHA-256 under one key, many times over; closing overwrites the key and the pads made of it. FIPS 198-1, 4. */
final class HmacSha256 implements AutoCloseable {

    /** Length of a result. */
    static final int BYTES = 32;

    private final KeyParameter key;
    private final HMac hmac = new HMac(new SHA256Digest());

    HmacSha256(SecretBytes secret) {
        this.key = new KeyParameter(ClearKeyAccess.open(secret));
        hmac.init(key);
    }

    /** The MAC over the message, to be wiped by the caller. */
    byte[] compute(byte[] message) {
        byte[] out = new byte[BYTES];
        hmac.update(message, 0, message.length);
        hmac.doFinal(out, 0);
        return out;
    }

    @Override
    public void close() {
        Arrays.fill(key.getKey(), (byte) 0);
        hmac.init(key);
    }
}
