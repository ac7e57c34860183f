package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Runs the program under strace, which lets a system call on certain files fail. */
final class Strace {

    /** The calls that can fail. */
    static final List<String> CALLS =
            List.of("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "openat", "close");

    private static final Pattern CALL = Pattern.compile("^(\\d+) +([a-z0-9]+)\\(");
    private static final String INJECTED = "(INJECTED)";

    private final Path log;
    private final List<Path> files;

    /** Sees calls on these files only. */
    Strace(Path log, List<Path> files) {
        this.log = log;
        this.files = List.copyOf(files);
    }

    /**
     * The Nth call of a kind fails.
     *
     * @param call its name
     * @param error name of the error
     * @param n which one
     */
    record Fault(String call, String error, int n) {}

    /** Skips where strace cannot work; where CI is set it must. */
    static void require() throws IOException, InterruptedException {
        boolean works;
        try {
            works = new ProcessBuilder("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            works = false;
        }
        if (!works) {
            assertThat(System.getenv("CI"))
                    .as("strace must work where CI is set")
                    .isNotEqualTo("true");
            Assumptions.abort("strace is not installed, or may not trace here");
        }
    }

    /** What stands before the program's command line. */
    List<String> command(Fault fault) {
        List<String> command = command();
        command.addAll(List.of("-e", "inject=" + fault.call() + ":error=" + fault.error() + ":when=" + fault.n()));
        return command;
    }

    /** The same without a fault: only counts. */
    List<String> command() {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "--seccomp-bpf", "-o", log.toString()));
        command.addAll(List.of("-e", "trace=" + String.join(",", CALLS)));
        files.forEach(file -> command.addAll(List.of("-P", file.toString())));
        return command;
    }

    /** True when the last run's fault happened. */
    boolean injected() throws IOException {
        return Files.readString(log).contains(INJECTED);
    }

    /** How often each call was seen in the last run, in the thread that made it most often: strace counts by thread. */
    Map<String, Integer> counts() throws IOException {
        Map<String, Integer> perThread = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : Files.readAllLines(log)) {
            Matcher call = CALL.matcher(line);
            if (call.find() && CALLS.contains(call.group(2))) {
                int count = perThread.merge(call.group(1) + call.group(2), 1, Integer::sum);
                counts.merge(call.group(2), count, Math::max);
            }
        }
        return counts;
    }
}
