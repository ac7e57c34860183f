package org.cardwright.sample;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PC/SC service of its own with virtual readers, seen by nobody but those who are told where it listens: a private mount namespace for
 * the daemon, an environment variable for its clients. One copy of the driver for two readers: entries with the same library cross their
 * wires. It needs root, for the namespace.
 */
public final class VirtualReaders implements AutoCloseable {

    /** What one service can have. */
    public static final int MOST_READERS = 16;

    private static final List<Path> DRIVERS = List.of(
            Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so.0.8"),
            Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so"));
    private static final String LOG = "pcscd.log";
    private static final int SLOTS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final Process daemon;
    private final List<Integer> ports;
    private final List<String> names;

    private VirtualReaders(Path directory, Process daemon, List<Integer> ports, List<String> names) {
        this.directory = directory;
        this.daemon = daemon;
        this.ports = List.copyOf(ports);
        this.names = List.copyOf(names);
    }

    /** Asks the service for its readers. */
    @FunctionalInterface
    public interface Listing {

        /**
         * Names of all readers; none when the service is not there.
         *
         * @param environment for the process that asks
         */
        List<String> names(Map<String, String> environment);
    }

    /**
     * Why there can be none here; empty when there can. A test skips for it.
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
        if (DRIVERS.stream().noneMatch(Files::exists)) {
            return Optional.of("vsmartcard-vpcd is not installed");
        }
        if (!Files.isExecutable(Path.of("/usr/sbin/pcscd"))) {
            return Optional.of("pcscd is not installed");
        }
        try {
            Process trial = new ProcessBuilder("unshare", "-m", "true").start();
            return trial.waitFor(10, TimeUnit.SECONDS) && trial.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of("no private mount namespaces here (root is needed)");
        } catch (IOException none) {
            return Optional.of("unshare is not installed");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /**
     * Starts a service.
     *
     * @param readers so many, or one more
     * @param listing says when they are there
     */
    public static VirtualReaders start(Path directory, int readers, Listing listing) throws IOException {
        if (readers < 1 || readers > MOST_READERS) {
            throw new IllegalArgumentException("a service has 1 to " + MOST_READERS + " readers");
        }
        Files.createDirectories(directory.resolve("run"));
        List<Integer> ports = configured(directory, (readers + SLOTS - 1) / SLOTS);
        Process daemon = launched(directory);
        try {
            return new VirtualReaders(directory, daemon, ports, awaited(directory, daemon, ports.size(), listing));
        } catch (IOException | RuntimeException failed) {
            daemon.destroy();
            throw failed;
        }
    }

    private static List<Integer> configured(Path directory, int entries) throws IOException {
        Path configuration = Files.createDirectories(directory.resolve("conf"));
        Path driver = DRIVERS.stream().filter(Files::exists).findFirst().orElseThrow();
        List<Integer> ports = new ArrayList<>();
        for (int entry = 0; entry < entries; entry++) {
            Path copy = Files.copy(driver.toRealPath(), directory.resolve("libifdvpcd-" + entry + ".so"));
            int port = freePair();
            for (int slot = 0; slot < SLOTS; slot++) {
                ports.add(port + slot);
            }
            String hex = String.format(Locale.ROOT, "0x%X", port);
            Files.writeString(
                    configuration.resolve("head-" + entry),
                    "FRIENDLYNAME \"Perso Head " + entry + "\"\nDEVICENAME /dev/null:" + hex + "\nLIBPATH "
                            + copy.toAbsolutePath() + "\nCHANNELID " + hex + "\n");
        }
        return ports;
    }

    /** Two ports in a row that nobody listens on. */
    private static int freePair() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (ServerSocket first = new ServerSocket(0)) {
                if (first.getLocalPort() == 65_535) {
                    continue;
                }
                try (ServerSocket second = new ServerSocket(first.getLocalPort() + 1)) {
                    return second.getLocalPort() - 1;
                }
            } catch (IOException taken) {
                // the next one
            }
        }
        throw new IOException("no two free ports in a row");
    }

    private static Process launched(Path directory) throws IOException {
        Path run = directory.resolve("run").toAbsolutePath();
        return new ProcessBuilder(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mkdir -p /run/pcscd && mount --bind \"$1\" /run/pcscd && exec /usr/sbin/pcscd --foreground"
                                + " --error -c \"$2\"",
                        "pcscd",
                        run.toString(),
                        directory.resolve("conf").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(LOG).toFile())
                .start();
    }

    private static List<String> awaited(Path directory, Process daemon, int readers, Listing listing)
            throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> names = List.of();
        while (names.size() < readers) {
            if (System.nanoTime() > end || !daemon.isAlive()) {
                throw new IOException("the service has " + names + ": " + log(directory));
            }
            names = listing.names(environment(directory)).stream().sorted().toList();
        }
        return names;
    }

    private static String log(Path directory) throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve(LOG))) {
            return String.join("\n", lines.limit(20).toList());
        }
    }

    private static Map<String, String> environment(Path directory) {
        return Map.of(
                "PCSCLITE_CSOCK_NAME",
                directory.resolve("run").resolve("pcscd.comm").toAbsolutePath().toString());
    }

    /** Where its clients find it: an addition to the environment of their processes. */
    public Map<String, String> environment() {
        return environment(directory);
    }

    /** Name of a reader, from 0. */
    public String name(int reader) {
        return names.get(reader);
    }

    /** Port on this machine where a card is put into that reader. */
    public int port(int reader) {
        return ports.get(reader);
    }

    /** Ends the service as a broken cable does: every client loses it. */
    @Override
    public void close() {
        daemon.destroy();
        daemon.onExit().join();
    }
}
