package org.cardwright.crypto.key;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** HMAC-SHA-256 with a clear key; closing overwrites the key and the pads made of it. FIPS 198-1, 4. */
final class ClearKeyMac implements KeyMac {

    private final KeyParameter key;
    private final HMac hmac = new HMac(new SHA256Digest());

    ClearKeyMac(SecretBytes secret) {
        this.key = new KeyParameter(ClearKeyAccess.open(secret));
        hmac.init(key);
    }

    @Override
    public byte[] compute(byte[]... parts) {
        for (byte[] part : parts) {
            hmac.update(part, 0, part.length);
        }
        byte[] out = new byte[BYTES];
        hmac.doFinal(out, 0);
        return out;
    }

    @Override
    public void close() {
        Arrays.fill(key.getKey(), (byte) 0);
        hmac.init(key);
    }
}
