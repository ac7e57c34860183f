package org.cardwright.jobs.home;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Directories and files that only their owner can open, from the moment they exist, whatever the umask. */
public final class OwnerOnly {

    private static final FileAttribute<?> RWX =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final FileAttribute<?> RW =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private OwnerOnly() {}

    /**
     * Refuses a secret file that anybody but its owner can read, and what is no file.
     *
     * @throws PermissionRefusedException when others can read it
     * @throws ConfigurationException when it is no file
     */
    public static void requireFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("no file " + file.getFileName());
        }
        if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new PermissionRefusedException(file.getFileName() + " can be read by others; its mode must be 0600");
        }
    }

    /** Makes a directory that only its owner can open, when it is missing. */
    public static Path directory(Path directory) throws IOException {
        return Files.isDirectory(directory) ? directory : Files.createDirectories(directory, RWX);
    }

    /** A file for writing, made when it is missing. */
    static FileChannel file(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), RW);
    }

    /** Writes a file that only its owner can open, from the moment it exists. */
    static void write(Path file, byte[] content) throws IOException {
        try (OutputStream out = create(file)) {
            out.write(content);
        }
    }

    /** A file that only its owner can open, from the moment it exists; an older one is emptied. */
    static OutputStream create(Path file) throws IOException {
        Set<StandardOpenOption> create =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return Channels.newOutputStream(Files.newByteChannel(file, create, RW));
    }
}
