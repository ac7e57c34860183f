package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;

/**
 * Our own copies of the issuer files whose batch is being made, so that nobody can change one under our hands.
 *
 * <p>Owner-only. A copy goes away when its batch is closed.
 */
final class Inbox {

    private static final String PART = ".part";
    private static final String EXPORT = ".export";
    private static final Pattern COPY = Pattern.compile("([0-9a-f]{64})\\.(part|export)");
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path directory;

    Inbox(Path directory) {
        this.directory = directory;
    }

    /** SHA-256 of a file. */
    static ByteString sha256(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("not a regular file");
        }
        MessageDigest digest = BatchIdentity.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            int read = in.read(buffer);
            while (read > 0) {
                digest.update(buffer, 0, read);
                read = in.read(buffer);
            }
        }
        return ByteString.of(digest.digest());
    }

    /**
     * A forced copy under the name of its batch.
     *
     * @throws IOException when the copy is not the content that was checked: the file changed in between
     */
    Path take(Path export, ByteString sha256, String batch) throws IOException {
        Path part = copy(export, batch);
        if (!sha256(part).equals(sha256)) {
            Files.delete(part);
            throw new IOException("the file changed while it was read");
        }
        return keep(part, batch);
    }

    /** Under the run lock of the batch: what is there under this name, a killed run left. */
    private Path copy(Path export, String batch) throws IOException {
        Path part = directory.resolve(batch + PART);
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(export);
                RandomAccessFile out = new RandomAccessFile(part.toFile(), "rw")) {
            int read = in.read(buffer);
            while (read > 0) {
                out.write(buffer, 0, read);
                read = in.read(buffer);
            }
            out.getFD().sync();
        }
        return part;
    }

    private Path keep(Path part, String batch) throws IOException {
        Path kept = directory.resolve(batch + EXPORT);
        Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
        return kept;
    }

    /** The copy of a batch. */
    Optional<Path> find(String batch) {
        Path kept = directory.resolve(batch + EXPORT);
        return Files.isRegularFile(kept) ? Optional.of(kept) : Optional.empty();
    }

    /** Deletes the copy of a batch, also one that a killed run began. */
    void forget(String batch) throws IOException {
        Files.deleteIfExists(directory.resolve(batch + EXPORT));
        Files.deleteIfExists(directory.resolve(batch + PART));
    }

    /** The batches that have copies, whole or begun. */
    Set<String> batches() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> COPY.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> name.group(1))
                    .collect(Collectors.toSet());
        }
    }
}
