package org.cardwright.jobs.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small C program that times OpenSSL, compiled when it is needed. */
final class OpenSslDriver {

    private final List<String> command;

    private OpenSslDriver(Path program) {
        this.command = List.of(program.toString());
    }

    /**
     * Compiles the program.
     *
     * @param source its source
     * @param target where it goes
     * @throws IOException when there is no compiler or no development files of OpenSSL; the message says what is missing
     */
    static OpenSslDriver compile(Path source, Path target) throws IOException {
        Files.createDirectories(target);
        Path program = target.resolve("openssl_rsa");
        String said = run(List.of("cc", "-O2", "-o", program.toString(), source.toString(), "-lcrypto"));
        if (!Files.isExecutable(program)) {
            throw new IOException("no cc, or no OpenSSL headers (libssl-dev): "
                    + said.lines().findFirst().orElse(""));
        }
        return new OpenSslDriver(program);
    }

    /** Version of OpenSSL. */
    String version() throws IOException {
        return answer("private", 1024, 65537, 1).split(" ", 2)[1].trim();
    }

    /**
     * CPU nanoseconds of one.
     *
     * @param what {@code keys} or {@code private}
     */
    double nanos(String what, int bits, int exponent, int count) throws IOException {
        return Double.parseDouble(answer(what, bits, exponent, count).split(" ", 2)[0]);
    }

    private String answer(String what, int bits, int exponent, int count) throws IOException {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(what, Integer.toString(bits), Integer.toString(exponent), Integer.toString(count)));
        return run(whole);
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
        return said;
    }
}
