package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cardwright.pipeline.ledger.DatabaseSettings;

/** Starts {@link ForkedPrepare} and waits for it, kills it or lets it kill itself. */
final class Fork {

    private static final long PATIENCE_SECONDS = 120;

    private final Home home;
    private final Path export;
    private final List<String> properties = new ArrayList<>();

    Fork(Home home, Path export) {
        this.home = home;
        this.export = export;
    }

    /** Halts at the Nth passage of a point; an empty step means any. */
    Fork haltAt(String point, String step, int passage) {
        properties.add("-Dcrash.point=" + point);
        properties.add("-Dcrash.passage=" + passage);
        if (!step.isEmpty()) {
            properties.add("-Dcrash.step=" + step);
        }
        return this;
    }

    /** Every slice takes at least so long. */
    Fork slowed(int ms) {
        properties.add("-Dslow.ms=" + ms);
        return this;
    }

    Process start() throws IOException {
        List<String> options = new ArrayList<>(ForkClassPath.javaOptions());
        options.addAll(properties);
        return start(options, home, export);
    }

    static Process start(List<String> options, Home home, Path export) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(home.root().toString(), export.toString()));
        DatabaseSettings database = home.settings().database();
        if (!database.isEmbedded()) {
            arguments.addAll(List.of(database.url(), database.user()));
        }
        return start(options, ForkedPrepare.class, home.root(), arguments);
    }

    /** Another main class, its output below the directory. */
    static Process start(List<String> options, Class<?> main, Path directory, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m"));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        directory.resolve("fork-" + System.nanoTime() + ".log").toFile())
                .start();
    }

    /** Runs to the end, whatever it is. */
    int run() throws IOException, InterruptedException {
        return exitCode(start());
    }

    static int exitCode(Process process) throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("a run did not end");
        }
        return process.exitValue();
    }
}
