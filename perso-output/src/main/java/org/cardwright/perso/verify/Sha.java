package org.cardwright.perso.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.cardwright.formats.bytes.ByteString;

/** Hashes over public data: SHA-1 of EMV certificates (EMV 4.4 Book 2, B3.1), SHA-256 of files and leaves. */
final class Sha {

    private Sha() {}

    static ByteString sha1(ByteString... parts) {
        return digest("SHA-1", parts);
    }

    static ByteString sha256(ByteString... parts) {
        return digest("SHA-256", parts);
    }

    static ByteString sha256(Path file) throws IOException {
        MessageDigest digest = instance("SHA-256");
        byte[] buffer = new byte[1 << 13];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return ByteString.of(digest.digest());
    }

    private static ByteString digest(String algorithm, ByteString... parts) {
        MessageDigest digest = instance(algorithm);
        for (ByteString part : parts) {
            part.update(digest);
        }
        return ByteString.of(digest.digest());
    }

    private static MessageDigest instance(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has " + algorithm, missing);
        }
    }
}
