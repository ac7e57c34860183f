package org.cardwright.formats.profile;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/** SHA-256 over files and over lists of hashes. FIPS 180-4. */
final class Sha256 {

    private Sha256() {}

    static ByteString of(byte[] content) {
        try {
            return ByteString.of(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** Each part with its length in front, so that no two lists look alike. */
    static ByteString of(List<ByteString> parts) {
        List<ByteString> framed = parts.stream()
                .map(part -> ByteString.ofUnsigned(part.size(), 4).plus(part))
                .toList();
        return of(ByteString.concat(framed).toByteArray());
    }
}
