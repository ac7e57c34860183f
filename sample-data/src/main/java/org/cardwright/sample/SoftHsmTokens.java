package org.cardwright.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tokens for tests, made with SoftHSM in a directory of the test; they can be lost and come back.
 *
 * <p>SoftHSM reads the file that the environment variable SOFTHSM2_CONF names when it is initialized; a process cannot change its
 * environment, so the variable is set outside (the build sets one for each process of tests) and the file is written here. Only one set of
 * tokens is there at a time in a process.
 */
public final class SoftHsmTokens implements AutoCloseable {

    /** The PIN of every token, published: no token in use has it. */
    public static final String PIN = "24681357";

    private static final String OFFICER_PIN = "87654321";
    private static final String VARIABLE = "SOFTHSM2_CONF";
    private static final String PROGRAM = "softhsm2-util";
    private static final int PATIENCE_SECONDS = 30;
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
            Path.of("/usr/local/lib/softhsm/libsofthsm2.so"),
            Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

    private final Path configuration;
    private final Path tokens;
    private final Path lost;
    private final Map<String, String> directories = new HashMap<>();

    private SoftHsmTokens(Path configuration, Path directory) {
        this.configuration = configuration;
        this.tokens = directory.resolve("tokens");
        this.lost = directory.resolve("lost");
    }

    /**
     * Why there can be no tokens here; empty when there can. A test skips for it.
     *
     * @throws IllegalStateException instead, where CARDWRIGHT_CI is set: nothing may be missing there
     */
    public static Optional<String> missing() {
        Optional<String> reason = reason();
        if (reason.isPresent() && System.getenv("CARDWRIGHT_CI") != null) {
            throw new IllegalStateException(reason.get() + ", and CARDWRIGHT_CI is set");
        }
        return reason;
    }

    private static Optional<String> reason() {
        if (LIBRARIES.stream().noneMatch(Files::isRegularFile)) {
            return Optional.of("SoftHSM is not installed");
        }
        return System.getenv(VARIABLE) == null
                ? Optional.of("the environment variable " + VARIABLE + " is not set")
                : Optional.empty();
    }

    /** The PKCS #11 library. */
    public static Path library() {
        return LIBRARIES.stream().filter(Files::isRegularFile).findFirst().orElseThrow();
    }

    /** Fresh tokens with these labels, in an empty directory; no library may be initialized in this process. */
    public static SoftHsmTokens in(Path directory, String... labels) {
        Path configuration = Path.of(System.getenv(VARIABLE));
        SoftHsmTokens made = new SoftHsmTokens(configuration, directory);
        try {
            Files.createDirectories(made.tokens);
            Files.createDirectories(made.lost);
            Files.createDirectories(configuration.toAbsolutePath().getParent());
            Files.writeString(
                    configuration,
                    "directories.tokendir = " + made.tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
            for (String label : labels) {
                made.add(label);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return made;
    }

    /** One token more; a library that is initialized sees it when it is initialized again. */
    public void add(String label) throws IOException {
        Set<String> before = names();
        run("--init-token", "--free", "--label", label, "--so-pin", OFFICER_PIN, "--pin", PIN);
        Set<String> made = names();
        made.removeAll(before);
        directories.put(label, made.iterator().next());
    }

    /** The token is gone, as when its device is unplugged. */
    public void lose(String label) {
        move(tokens, lost, directory(label));
    }

    /** It is back; SoftHSM sees it when it is initialized again. */
    public void restore(String label) {
        move(lost, tokens, directory(label));
    }

    /** What runs softhsm2-util or another program on these tokens. */
    public void run(String... arguments) throws IOException {
        List<String> command =
                Stream.concat(Stream.of(PROGRAM), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(PROGRAM + " " + arguments[0] + " failed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private String directory(String label) {
        String directory = directories.get(label);
        if (directory == null) {
            throw new IllegalArgumentException("no token is labelled " + label);
        }
        return directory;
    }

    private static void move(Path from, Path to, String name) {
        try {
            Files.move(from.resolve(name), to.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(tokens)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toCollection(HashSet::new));
        }
    }

    /** Takes the configuration away: nothing finds the tokens any more. The directory is the caller's to remove. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(configuration);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
