package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real program in a process of its own, so that it can be killed, starved and watched from outside. */
final class Program {

    static final String MAIN = "org.cardwright.jobs.Cardwright";

    private static final long LONGEST_RUN_SECONDS = 300;

    private final Path logs;
    private final List<String> jvmOptions;
    private final List<Path> addedClasses = new ArrayList<>();
    private String mainClass = MAIN;
    private Path directory = Path.of("");
    private int started;

    /** Output of every run goes to numbered files in this directory. */
    Program(Path logs, String... jvmOptions) {
        this.logs = logs;
        this.jvmOptions = List.of(jvmOptions);
    }

    /** Starts another main class, which wraps the real one. */
    Program through(Class<?> wrapper) {
        mainClass = wrapper.getName();
        return this;
    }

    /** Runs in another working directory. */
    Program in(Path workingDirectory) {
        directory = workingDirectory;
        return this;
    }

    /**
     * How a run ended.
     *
     * @param exitCode exit code; 128 + signal when it was killed
     * @param out standard output
     * @param err standard error
     */
    record Ended(int exitCode, String out, String err) {

        @Override
        public String toString() {
            return "exit " + exitCode + "\n" + out + err;
        }
    }

    /**
     * A run under way.
     *
     * @param process its process
     * @param out file of its standard output
     * @param err file of its standard error
     */
    record Running(Process process, Path out, Path err) {

        /** Ends it as a power switch would. */
        void kill() {
            process.destroyForcibly();
        }

        /** Ends it as a power switch would, unless it ends by itself before. True when it was killed. */
        boolean killAfter(long millis) throws InterruptedException {
            if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                return false;
            }
            process.destroyForcibly().waitFor();
            return process.exitValue() != 0;
        }

        /** Waits for its end. */
        Ended await() throws IOException, InterruptedException {
            if (!process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the program did not end within " + LONGEST_RUN_SECONDS + " s");
            }
            return new Ended(process.exitValue(), read(out), read(err));
        }

        private static String read(Path file) throws IOException {
            return Files.readString(file, StandardCharsets.UTF_8);
        }
    }

    /** The launcher of the JVM that runs the tests. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Puts a directory or jar behind the class path, for example one that names a service. */
    Program withClasses(Path added) {
        addedClasses.add(added);
        return this;
    }

    /** Starts the program with the given arguments. */
    Running start(String... arguments) throws IOException {
        return start(List.of(), Map.of(), List.of(arguments));
    }

    /** Starts it behind another command, such as {@code strace -f}, with additions to its environment. */
    Running start(List<String> before, Map<String, String> environment, List<String> arguments) throws IOException {
        Files.createDirectories(logs);
        int number = ++started;
        Path out = logs.resolve("run-" + number + ".out");
        Path err = logs.resolve("run-" + number + ".err");
        List<String> command = new ArrayList<>(before);
        command.add(java());
        command.addAll(ForkClassPath.options(addedClasses));
        command.addAll(jvmOptions);
        command.add(mainClass);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toAbsolutePath().toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Running(process, out, err);
    }

    /** Runs it to its end. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).await();
    }
}
