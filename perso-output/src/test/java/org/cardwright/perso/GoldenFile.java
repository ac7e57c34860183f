package org.cardwright.perso;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compares bytes with a committed file under {@code src/test/golden}; {@code -Dgolden=write} renews it. */
public final class GoldenFile {

    private static final Path DIRECTORY = Path.of("src", "test", "golden");

    private GoldenFile() {}

    /** Byte for byte. */
    public static void check(String name, byte[] actual) {
        Path file = DIRECTORY.resolve(name);
        try {
            if ("write".equals(System.getProperty("golden"))) {
                Files.createDirectories(DIRECTORY);
                Files.write(file, actual);
            }
            assertThat(new String(actual, StandardCharsets.UTF_8))
                    .isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
            assertThat(actual).isEqualTo(Files.readAllBytes(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Lines, each ended by a line feed. */
    public static void check(String name, List<String> lines) {
        check(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
