package org.cardwright.crypto.prepare;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.cardwright.formats.bytes.ByteString;

/** SHA-1 of the platform. */
final class Sha1OfTest {

    private Sha1OfTest() {}

    static ByteString of(ByteString data) {
        try {
            return ByteString.of(MessageDigest.getInstance("SHA-1").digest(data.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
