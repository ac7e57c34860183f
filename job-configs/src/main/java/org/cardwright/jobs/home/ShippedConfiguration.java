package org.cardwright.jobs.home;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The test configuration inside the program, copied into a new home. */
final class ShippedConfiguration {

    private static final String ROOT = "/org/cardwright/config";
    private static final int MAX_FILES = 1_000;

    private ShippedConfiguration() {}

    /** Copies every shipped file below {@code target}. */
    static void copyTo(Path target) throws IOException {
        URI place = place();
        if (!place.getScheme().equals("jar")) {
            copyTree(Path.of(place), target);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
            copyTree(jar.getPath(ROOT), target);
        }
    }

    private static URI place() {
        try {
            return Objects.requireNonNull(ShippedConfiguration.class.getResource(ROOT))
                    .toURI();
        } catch (URISyntaxException wrong) {
            throw new IllegalStateException("the shipped configuration has no place", wrong);
        }
    }

    /** Copies a directory with all below it. */
    static void copyTree(Path source, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(source)) {
            files = walk.limit(MAX_FILES + 1L).toList();
        }
        if (files.size() > MAX_FILES) {
            throw new IllegalStateException("more than " + MAX_FILES + " shipped files");
        }
        for (Path file : files) {
            Path copy = target.resolve(source.relativize(file).toString());
            if (Files.isDirectory(file)) {
                OwnerOnly.directory(copy);
            } else {
                OwnerOnly.write(copy, Files.readAllBytes(file));
            }
        }
    }
}
