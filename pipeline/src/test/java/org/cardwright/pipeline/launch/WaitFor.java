package org.cardwright.pipeline.launch;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Waits until another process has come so far. */
final class WaitFor {

    private WaitFor() {}

    /** Until a file of that name with anything in it lies below the directory, or the process has ended. */
    static void file(Path directory, String name, Process process) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !process.isAlive() || found(directory, name));
    }

    /** Until it holds. */
    static void condition(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    /** Until it holds; says what did not. */
    static void condition(Callable<Boolean> condition, String what) {
        await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    private static boolean found(Path directory, String name) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(f -> f.endsWith(name)).toList()) {
                if (Files.size(file) > 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
