package org.cardwright.pipeline.drop;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what a drop holds. FIPS 180-4. */
final class ContentDigest {

    private final MessageDigest digest;

    ContentDigest() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void update(ByteBuffer bytes) {
        digest.update(bytes);
    }

    void update(byte[] from, int offset, int length) {
        digest.update(from, offset, length);
    }

    /** 64 lower-case hexadecimal digits. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
