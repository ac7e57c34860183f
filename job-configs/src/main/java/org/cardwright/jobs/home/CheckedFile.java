package org.cardwright.jobs.home;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file that gets its name only after it was forced to the disk, read back and found right. */
public final class CheckedFile {

    private static final String WRITING = ".writing";

    private CheckedFile() {}

    /** Looks at what lies on the disk. */
    @FunctionalInterface
    public interface Check {

        /** What is wrong with the file, empty when nothing is. */
        Optional<String> fault(Path written) throws IOException;
    }

    /**
     * Writes a new file.
     *
     * @throws ConfigurationException when there is one of that name already
     * @throws IOException when it cannot be written, or what was read back is not right
     */
    public static void create(Path target, byte[] content, Check check) throws IOException {
        create(target, out -> out.write(content), check);
    }

    /** Makes the content of a file. */
    @FunctionalInterface
    public interface Content {

        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** The same with content that need not fit into memory. */
    public static void create(Path target, Content content, Check check) throws IOException {
        requireFree(target);
        write(target, content, check);
    }

    /**
     * Refuses a name that is taken; asked before an act whose permission is used even when it fails.
     *
     * @throws ConfigurationException when there is a file of that name already
     */
    public static void requireFree(Path target) {
        if (Files.exists(target)) {
            throw new ConfigurationException(
                    "there is a file " + target.getFileName() + " already; nothing was written over it");
        }
    }

    /**
     * Writes a file in place of another one, which is kept.
     *
     * @param kept where the other one is kept, below the same directory
     * @throws IOException when it cannot be written, or what was read back is not right; then the other one is still in place
     */
    public static void replace(Path target, byte[] content, Path kept, Check check) throws IOException {
        OwnerOnly.directory(kept.resolveSibling("."));
        if (!Files.exists(kept)) {
            byte[] old = Files.readAllBytes(target);
            write(
                    kept,
                    out -> out.write(old),
                    written -> Files.mismatch(written, target) < 0 ? Optional.empty() : Optional.of("a copy"));
        }
        write(target, out -> out.write(content), check);
    }

    private static void write(Path target, Content content, Check check) throws IOException {
        Path writing = target.resolveSibling(target.getFileName() + WRITING);
        try {
            try (OutputStream out = new BufferedOutputStream(OwnerOnly.create(writing))) {
                content.writeTo(out);
            }
            force(writing, StandardOpenOption.WRITE);
            Optional<String> fault = check.fault(writing);
            if (fault.isPresent()) {
                throw new IOException(target.getFileName() + " was not written: " + fault.get());
            }
            Files.move(writing, target, StandardCopyOption.ATOMIC_MOVE);
            force(target.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ);
        } finally {
            Files.deleteIfExists(writing);
        }
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
