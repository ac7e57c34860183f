package org.cardwright.crypto.oda;

import org.bouncycastle.crypto.digests.SHA1Digest;
import org.cardwright.formats.bytes.ByteString;

/** The only hash algorithm of EMV RSA certificates. EMV 4.4 Book 2, B2.1, indicator 01. */
final class Sha1 {

    static final int BYTES = 20;

    private Sha1() {}

    static ByteString hash(ByteString data) {
        SHA1Digest digest = new SHA1Digest();
        byte[] input = data.toByteArray();
        digest.update(input, 0, input.length);
        byte[] result = new byte[BYTES];
        digest.doFinal(result, 0);
        return ByteString.of(result);
    }
}
