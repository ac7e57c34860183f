package org.cardwright.crypto.module;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.key.KeyRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * The vault file on disk: owner-only, replaced as a whole, on stable storage before the old one goes.
 *
 * <p>Write a new file, force it, rename it over the old one, force the directory.
 */
final class VaultStorage {

    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private final Path directory;
    private final String name;
    private volatile @Nullable Stamp takenIn;

    /** The file of a vault. */
    VaultStorage(Path directory) {
        this(directory, "keys.vault");
    }

    /**
     * A file in its directory.
     *
     * @param name of the file; its lock has the same with another ending
     */
    VaultStorage(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    boolean exists() {
        return Files.exists(file(), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The whole file.
     *
     * @throws KeyRefusedException when it is missing, no plain file, open to others or too large
     */
    byte[] read() throws IOException {
        Path file = file();
        require(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), "there is no vault file");
        if (isPosix(directory)) {
            Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            open.removeAll(OWNER_FILE);
            require(open.isEmpty(), "the vault file is open to others than its owner; set mode 0600");
        }
        require(Files.size(file) <= MAX_BYTES, "the vault file is too large");
        return Files.readAllBytes(file);
    }

    /**
     * By what a vault file is told from the one before it.
     *
     * @param file the file itself, where the file system says so; every change of a vault makes a new one
     * @param modified when it was written
     * @param size bytes
     */
    private record Stamp(Optional<Object> file, FileTime modified, long size) {}

    /** Is the file another one than the last that was taken in or written here? Costs one look at the directory. */
    boolean isChanged() throws IOException {
        return !stamp().equals(takenIn);
    }

    /** Understands the content of a file, or throws. */
    @FunctionalInterface
    interface Taking {
        void take(byte[] content) throws IOException;
    }

    /** Takes in the file as it is now; one that is refused still counts as changed. */
    void takeIn(Taking taking) throws IOException {
        // read after its stamp: a file that comes between the two counts as changed
        Stamp before = stamp();
        taking.take(read());
        takenIn = before;
    }

    private Stamp stamp() throws IOException {
        BasicFileAttributes now = Files.readAttributes(file(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new Stamp(Optional.ofNullable(now.fileKey()), now.lastModifiedTime(), now.size());
    }

    /** Something that is done while no other process changes the vault. */
    @FunctionalInterface
    interface Change {
        void apply() throws IOException;
    }

    /**
     * Runs a change under the lock of the vault.
     *
     * @throws SecurityModuleException when another process or thread holds the lock: try again
     */
    void locked(Change change) throws IOException {
        prepareDirectory();
        try (FileChannel channel = FileChannel.open(
                        directory.resolve(name.substring(0, name.lastIndexOf('.')) + ".lock"),
                        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        owner(OWNER_FILE));
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw busy();
            }
            change.apply();
        } catch (OverlappingFileLockException sameProcess) {
            throw busy();
        }
    }

    /** Replaces the file; after a crash either the old or the new one is there. */
    void replace(byte[] content) throws IOException {
        Path next = directory.resolve(name + ".next");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner(OWNER_FILE))) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        }
        takenIn = stamp();
    }

    private void prepareDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(directory, owner(OWNER_DIRECTORY));
        }
    }

    private FileAttribute<?>[] owner(Set<PosixFilePermission> permissions) throws IOException {
        return isPosix(directory)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private Path file() {
        return directory.resolve(name);
    }

    private static SecurityModuleException busy() {
        return new SecurityModuleException(
                SecurityModuleException.Kind.UNAVAILABLE, "the vault is being changed by another process");
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new KeyRefusedException(message);
        }
    }
}
