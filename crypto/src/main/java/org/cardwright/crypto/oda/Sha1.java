package org.cardwright.crypto.oda;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.cardwright.formats.bytes.ByteString;

/** The only hash algorithm of EMV RSA certificates. EMV 4.4 Book 2, B2.1, indicator 01. */
final class Sha1 {

    static final int BYTES = 20;

    private Sha1() {}

    /** Over the parts, one behind the other. */
    static ByteString hash(ByteString... parts) {
        MessageDigest digest = newDigest();
        for (ByteString part : parts) {
            part.update(digest);
        }
        return ByteString.of(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-1", missing);
        }
    }
}
