package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a text with a committed file under {@code src/test/golden}; {@code -Dgolden=write} renews it. */
final class GoldenText {

    private static final Path DIRECTORY = Path.of("src", "test", "golden");

    private GoldenText() {}

    static void check(String name, String actual) throws IOException {
        Path file = DIRECTORY.resolve(name);
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
