package org.cardwright.crypto.module;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.cardwright.crypto.key.SecretBytes;

/** Reads the passphrase of a vault from a file, so that it stands in no command line and no environment. */
public final class VaultPassphrase {

    private static final int MAX_BYTES = 1024;

    private VaultPassphrase() {}

    /**
     * The bytes of the file without the line end behind them; the caller closes them.
     *
     * @throws SecurityModuleException KEY_REFUSED when there are none or more than 1024, UNAVAILABLE when it is not readable
     */
    public static SecretBytes read(Path file) {
        return Refusal.translate(() -> {
            Refusal.require(Files.isRegularFile(file), "the passphrase file is no file");
            Refusal.require(Files.size(file) <= MAX_BYTES, "a passphrase has at most 1024 bytes");
            byte[] content = Files.readAllBytes(file);
            int length = content.length;
            while (length > 0 && (content[length - 1] == '\n' || content[length - 1] == '\r')) {
                length--;
            }
            byte[] passphrase = Arrays.copyOf(content, length);
            Arrays.fill(content, (byte) 0);
            Refusal.require(length > 0, "the passphrase file is empty");
            return SecretBytes.adopt(passphrase);
        });
    }
}
