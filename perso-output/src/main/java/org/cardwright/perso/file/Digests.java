package org.cardwright.perso.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.cardwright.formats.bytes.ByteString;

/** SHA-256 (FIPS 180-4), a public function: no key passes here. */
final class Digests {

    private static final int BUFFER_BYTES = 1 << 13;

    private Digests() {}

    static ByteString sha256(ByteString... parts) {
        MessageDigest digest = newDigest();
        for (ByteString part : parts) {
            part.update(digest);
        }
        return ByteString.of(digest.digest());
    }

    /** Hash of a regular file; a link is refused. */
    static ByteString sha256(Path file) throws IOException {
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            // bounded by the length of the file
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return ByteString.of(digest.digest());
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
