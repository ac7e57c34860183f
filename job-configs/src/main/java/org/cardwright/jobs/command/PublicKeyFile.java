package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.ConfigurationException;

/** Reads the bureau's Ed25519 public key: 32 bytes, or 64 hexadecimal digits as they stand in the manifest. RFC 8032. */
final class PublicKeyFile {

    private static final int KEY_BYTES = 32;
    private static final int MAX_BYTES = 1024;

    private PublicKeyFile() {}

    static ByteString read(Path file) throws IOException {
        if (Files.size(GivenFile.readable(file)) > MAX_BYTES) {
            throw new ConfigurationException(file.getFileName() + ": not a public key");
        }
        byte[] content = Files.readAllBytes(file);
        if (content.length == KEY_BYTES) {
            return ByteString.of(content);
        }
        String hex = new String(content, StandardCharsets.ISO_8859_1).strip();
        if (!hex.matches("[0-9A-Fa-f]{64}")) {
            throw new ConfigurationException(
                    file.getFileName() + ": a public key is 32 bytes or 64 hexadecimal digits");
        }
        return ByteString.fromHex(hex);
    }
}
