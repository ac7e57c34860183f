package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A directory that only its owner can open, removed with the vault in it when it is closed. */
public final class ScratchDirectory implements AutoCloseable {

    private final Path path;

    private ScratchDirectory(Path path) {
        this.path = path;
    }

    /** Makes one. */
    public static ScratchDirectory open() throws IOException {
        return new ScratchDirectory(Files.createTempDirectory(
                "cardwright-scratch",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Path vault = path.resolve("keys");
        if (Files.isDirectory(vault)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(vault)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(vault);
        }
        Files.delete(path);
    }
}
