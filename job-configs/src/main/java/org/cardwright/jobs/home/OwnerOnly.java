package org.cardwright.jobs.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Directories that only their owner can enter, from the moment they exist, whatever the umask. */
public final class OwnerOnly {

    private static final FileAttribute<?> RWX =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private OwnerOnly() {}

    /**
     * Refuses a secret file that anybody but its owner can read, and what is no file.
     *
     * @throws ConfigurationException when it is
     */
    public static void requireFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("no file " + file.getFileName());
        }
        if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new ConfigurationException(file.getFileName() + " can be read by others; its mode must be 0600");
        }
    }

    static Path directory(Path directory) throws IOException {
        return Files.isDirectory(directory) ? directory : Files.createDirectories(directory, RWX);
    }
}
