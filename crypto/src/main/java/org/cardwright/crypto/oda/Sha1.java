package org.cardwright.crypto.oda;

import org.bouncycastle.crypto.digests.SHA1Digest;
import org.cardwright.formats.bytes.ByteString;

/**
 * The only hash algorithm of EMV RSA certificates. EMV 4.4 Book 2, B2.1, indicator 01.
 *
 * <p>Of Bouncy Castle, because the verifier of finished cards uses that of the JDK: one that went wrong would sign what the other refuses.
 */
final class Sha1 {

    static final int BYTES = 20;

    private Sha1() {}

    /** Over the parts, one behind the other. */
    static ByteString hash(ByteString... parts) {
        SHA1Digest digest = new SHA1Digest();
        for (ByteString part : parts) {
            digest.update(part.toByteArray(), 0, part.size());
        }
        byte[] hash = new byte[BYTES];
        digest.doFinal(hash, 0);
        return ByteString.of(hash);
    }
}
