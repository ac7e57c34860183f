package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directory trees, copied and deleted. */
final class Directories {

    private Directories() {}

    /** Copies a tree with its permissions; the target must not exist. */
    static void copy(Path from, Path to) {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path path : walk.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Deletes a tree when the JVM ends. */
    static Thread deletingThread(Path root) {
        return new Thread(() -> delete(root), "delete " + root.getFileName());
    }

    /** Deletes a tree if it is there. */
    static void delete(Path root) {
        try (Stream<Path> walk = Files.walk(root)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException absent) {
            // nothing to delete
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
