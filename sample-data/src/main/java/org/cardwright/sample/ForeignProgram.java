package org.cardwright.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs of others that tests hold ours against. */
final class ForeignProgram {

    private static final int PATIENCE_SECONDS = 60;

    private ForeignProgram() {}

    /**
     * Why a program cannot be used here; empty when it can.
     *
     * @throws IllegalStateException instead, where CARDWRIGHT_CI is set: nothing may be missing there
     */
    static Optional<String> missing(String program, String systemPackage) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            // a program with its directory is looked for there alone
            if (Files.isExecutable(Path.of(directory).resolve(program))) {
                return Optional.empty();
            }
        }
        String reason = program + " is missing: install " + systemPackage;
        if (System.getenv("CARDWRIGHT_CI") != null) {
            throw new IllegalStateException(reason + ", and CARDWRIGHT_CI is set");
        }
        return Optional.of(reason);
    }

    /** Runs a program to its end, and throws what it said when it ends with an error. */
    static void run(List<String> command, Path directory) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException ended) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", ended);
        }
    }
}
