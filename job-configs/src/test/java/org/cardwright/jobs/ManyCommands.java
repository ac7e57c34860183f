package org.cardwright.jobs;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The real command line, many times in one process: a start of the JVM for each of some hundred commands would cost minutes.
 *
 * <p>Arguments: a file with one command per line, its words separated by tabs; a directory for what the commands say, as
 * {@code 1.out} and {@code 1.err}; how many run alone before all others, so that those find the program warm; how often each is
 * tried at most. Standard output gets one line per command: number, exit code, milliseconds. Commands run at the same time, each
 * must have an installation of its own.
 */
public final class ManyCommands {

    private static final int TRY_AGAIN = 75;

    private ManyCommands() {}

    /** Runs them all. */
    public static void main(String[] arguments) throws IOException {
        List<String> commands = Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8);
        Path said = Path.of(arguments[1]);
        int first = Integer.parseInt(arguments[2]);
        int attempts = Integer.parseInt(arguments[3]);
        PrintStream report = System.out;
        IntStream.rangeClosed(1, first).forEach(number -> report.println(timed(number, commands, said, attempts)));
        IntStream.rangeClosed(first + 1, commands.size())
                .parallel()
                .forEach(number -> report.println(timed(number, commands, said, attempts)));
    }

    /** What ends as "try again later" is tried again; a machine on which many builds run may keep a database waiting. */
    private static String timed(int number, List<String> commands, Path said, int attempts) {
        long started = System.nanoTime();
        String[] words = commands.get(number - 1).split("\t", -1);
        int exitCode = TRY_AGAIN;
        for (int attempt = 0; exitCode == TRY_AGAIN && attempt < attempts; attempt++) {
            exitCode = run(said.resolve(Integer.toString(number)), words);
        }
        return number + " " + exitCode + " " + (System.nanoTime() - started) / 1_000_000;
    }

    /** Runs one; what it says goes to two files of that name. */
    public static int run(Path said, String... command) {
        try (Writer out = Files.newBufferedWriter(Path.of(said + ".out"), StandardCharsets.UTF_8);
                Writer err = Files.newBufferedWriter(Path.of(said + ".err"), StandardCharsets.UTF_8)) {
            return Cardwright.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(command);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
