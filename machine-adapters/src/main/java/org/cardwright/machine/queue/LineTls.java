package org.cardwright.machine.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.cardwright.crypto.hostcommand.HostTls;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.VaultPassphrase;

/**
 * TLS to a machine: each side shows a certificate that the other knows. RFC 8446, 4.4.2.
 *
 * @param keystore PKCS #12 file with our key and certificate, mode 0600
 * @param truststore PKCS #12 file with the certificate of the machine, or of who issues it
 * @param password file with the passphrase of both, mode 0600
 */
record LineTls(Path keystore, Path truststore, Path password) {

    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /**
     * Reads the files.
     *
     * @throws StationException when one is missing, or others can read a secret
     */
    SSLContext context() throws IOException {
        for (Path file : List.of(keystore, truststore, password)) {
            require(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), "no file " + file.getFileName());
        }
        for (Path file : List.of(keystore, password)) {
            require(
                    OWNER.containsAll(Files.getPosixFilePermissions(file)),
                    file.getFileName() + " can be read by others; its mode must be 0600");
        }
        Set<PosixFilePermission> writers = new HashSet<>(Files.getPosixFilePermissions(truststore));
        writers.retainAll(EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
        require(writers.isEmpty(), truststore.getFileName() + " can be written by others");
        try (SecretBytes passphrase = VaultPassphrase.read(password)) {
            return HostTls.context(keystore, truststore, passphrase);
        }
    }

    private static void require(boolean holds, String detail) {
        if (!holds) {
            throw new StationException(detail);
        }
    }
}
