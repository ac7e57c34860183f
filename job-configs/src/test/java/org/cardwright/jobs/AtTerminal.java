package org.cardwright.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real program at a pseudo-terminal, which {@code script} of util-linux gives it, with somebody who types what is asked. */
final class AtTerminal implements AutoCloseable {

    private static final long LONGEST_SECONDS = 120;
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/script"), Path.of("/bin/script"));

    private final Path screen;
    private final Process process;
    private final OutputStream keyboard;
    private int read;

    /**
     * Starts it.
     *
     * @param folder where what the screen shows is kept
     */
    AtTerminal(Path folder, String... arguments) throws IOException {
        this.screen = Files.createTempFile(folder, "screen", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        "script",
                        "-qefc",
                        "exec \"$PROGRAM_JAVA\" org.cardwright.jobs.Cardwright $ARGUMENTS",
                        "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SHELL", "/bin/sh",
                        "PROGRAM_JAVA",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                        "CLASSPATH", System.getProperty("java.class.path"),
                        "ARGUMENTS", String.join(" ", arguments)));
        this.process = builder.start();
        this.keyboard = process.getOutputStream();
    }

    /** Why there is no terminal to be had here; nothing when there is. */
    static boolean isMissing() {
        return PLACES.stream().noneMatch(Files::isExecutable);
    }

    /** Waits until the screen shows the words, after all that was waited for before. */
    AtTerminal shows(String words) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (System.nanoTime() < until) {
            boolean over = !process.isAlive();
            int at = screen().indexOf(words, read);
            if (at >= 0) {
                read = at + words.length();
                return this;
            }
            if (over) {
                break;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        throw new AssertionError("the screen does not show \"" + words + "\" but\n" + screen());
    }

    /** Types a line. */
    AtTerminal type(String line) throws IOException {
        keyboard.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
        return this;
    }

    /** Everything that was on the screen so far. */
    String screen() throws IOException {
        return Files.readString(screen, StandardCharsets.UTF_8);
    }

    /** Waits for the end of the program. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the program did not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
