package org.cardwright.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Finds the sample data, whether it lies in a directory of class files or in a jar.
 *
 * <p>Names are relative to this package: {@code "vectors/rec_visa.bin"}.
 */
public final class SampleData {

    private static final String ROOT = "/org/cardwright/sample/";

    /** Most files of one directory tree that are copied out of a jar. */
    private static final int MAX_COPIED_FILES = 10_000;

    private static final Map<String, Path> COPIES = new ConcurrentHashMap<>();

    private SampleData() {}

    /** The bytes of one of the published vectors: {@code vectors("rec_visa.bin")}. */
    public static byte[] vectors(String name) {
        return bytes("vectors/" + name);
    }

    /**
     * The bytes of one file.
     *
     * @throws IllegalArgumentException when there is no such file
     */
    public static byte[] bytes(String name) {
        try (InputStream in = SampleData.class.getResourceAsStream(ROOT + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no sample data named " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A real path of one file or of one directory with all below it; what lies in a jar is copied, once per JVM, to a
     * temporary directory of the current user. Treat it as read-only.
     *
     * @throws IllegalArgumentException when there is no such file or directory
     */
    public static Path path(String name) {
        Path home = home();
        if (!Files.isDirectory(home)) {
            return COPIES.computeIfAbsent(name, wanted -> copyFromJar(home, wanted));
        }
        Path found = home.resolve(ROOT.substring(1) + name);
        if (!Files.exists(found)) {
            throw new IllegalArgumentException("no sample data named " + name);
        }
        return found;
    }

    private static Path home() {
        CodeSource source = SampleData.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("the sample data has no place of its own");
        }
        URL place = source.getLocation();
        try {
            return Path.of(new URI(place.toString()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of the sample data is not a path", e);
        }
    }

    private static Path copyFromJar(Path jar, String name) {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Path source = files.getPath(ROOT + name);
            if (!Files.exists(source)) {
                throw new IllegalArgumentException("no sample data named " + name);
            }
            // Owner-only by contract of createTempDirectory: test keys stay unreadable for others, as at home.
            Path target = Files.createTempDirectory("cardwright-sample-");
            target.toFile().deleteOnExit();
            return copyTree(source, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copyTree(Path source, Path parent) throws IOException {
        Path base = Objects.requireNonNull(source.toAbsolutePath().getParent());
        try (Stream<Path> walk = Files.walk(source)) {
            List<Path> found = walk.limit(MAX_COPIED_FILES + 1L).toList();
            if (found.size() > MAX_COPIED_FILES) {
                throw new IllegalStateException("more than " + MAX_COPIED_FILES + " files of sample data");
            }
            for (Path from : found) {
                Path to = parent.resolve(base.relativize(from.toAbsolutePath()).toString());
                Files.copy(from, to);
                to.toFile().deleteOnExit();
            }
            return parent.resolve(base.relativize(source.toAbsolutePath()).toString());
        }
    }
}
