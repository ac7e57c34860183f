package org.cardwright.perso.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a batch lies until it is sealed: beside its final directory, every file with {@code .part} behind its name.
 *
 * <p>Files get their final names only when sealing is almost done; {@link #reopen()} takes those names back after a crash,
 * so that writing and sealing always begin from the same state.
 */
final class WorkDirectory {

    /** Ends the names of unfinished files. */
    static final String PART = ".part";

    /** Deepest path of a batch: group, file. */
    private static final int DEPTH = 2;

    private final Path root;

    WorkDirectory(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** A file of the batch under its temporary name. */
    Path part(String path) {
        return root.resolve(path + PART);
    }

    /** Creates the directory, or gives an existing one its temporary names back. */
    void reopen() throws IOException {
        OwnerOnlyFiles.createDirectory(root);
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (!name.endsWith(PART)) {
                Files.move(file, file.resolveSibling(name + PART), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        forceNames();
    }

    /** Gives every file its final name. */
    void giveFinalNames(CrashPoint crash) throws IOException {
        boolean first = true;
        for (Path file : files()) {
            String name = file.getFileName().toString();
            String finalName = name.substring(0, name.length() - PART.length());
            Files.move(file, file.resolveSibling(finalName), StandardCopyOption.ATOMIC_MOVE);
            if (first) {
                crash.reached(CrashPoint.Place.SEAL_FIRST_NAME);
                first = false;
            }
        }
        forceNames();
    }

    /** Deletes an unfinished file if it is there. */
    void deletePart(String path) throws IOException {
        Files.deleteIfExists(part(path));
    }

    /** Paths of all unfinished files, sorted, without the suffix and with slashes. */
    List<String> paths() throws IOException {
        return files().stream()
                .map(file -> root.relativize(file).toString().replace('\\', '/'))
                .filter(path -> path.endsWith(PART))
                .map(path -> path.substring(0, path.length() - PART.length()))
                .sorted()
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root, DEPTH)) {
            return all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private void forceNames() throws IOException {
        try (Stream<Path> all = Files.walk(root, DEPTH)) {
            for (Path directory : all.filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                OwnerOnlyFiles.forceDirectory(directory);
            }
        }
    }
}
