package org.cardwright.machine.pcsc;

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
 * wires.
 */
final class VirtualReaders implements AutoCloseable {

    private static final List<Path> DRIVERS = List.of(
            Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so.0.8"),
            Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so"));
    private static final int SLOTS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final List<Integer> ports = new ArrayList<>();
    private Process daemon;
    private List<String> names = List.of();

    private VirtualReaders(Path directory) {
        this.directory = directory;
    }

    /** Why there can be none here; empty when there can. A failure instead where CARDWRIGHT_CI is set. */
    static Optional<String> missing() {
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

    /** Starts a service with so many readers. */
    static VirtualReaders start(Path directory, int heads) throws IOException {
        VirtualReaders made = new VirtualReaders(directory);
        Files.createDirectories(directory.resolve("run"));
        Path configuration = Files.createDirectories(directory.resolve("conf"));
        Path driver = DRIVERS.stream().filter(Files::exists).findFirst().orElseThrow();
        for (int entry = 0; entry < (heads + SLOTS - 1) / SLOTS; entry++) {
            Path copy = Files.copy(driver.toRealPath(), directory.resolve("libifdvpcd-" + entry + ".so"));
            int port = freePair();
            for (int slot = 0; slot < SLOTS; slot++) {
                made.ports.add(port + slot);
            }
            String hex = String.format(Locale.ROOT, "0x%X", port);
            Files.writeString(
                    configuration.resolve("head-" + entry),
                    "FRIENDLYNAME \"Perso Head " + entry + "\"\nDEVICENAME /dev/null:" + hex + "\nLIBPATH "
                            + copy.toAbsolutePath() + "\nCHANNELID " + hex + "\n");
        }
        made.startService();
        return made;
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

    void startService() throws IOException {
        Path run = directory.resolve("run").toAbsolutePath();
        Files.deleteIfExists(run.resolve("pcscd.comm"));
        Files.deleteIfExists(run.resolve("pcscd.pid"));
        daemon = new ProcessBuilder(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mkdir -p /run/pcscd && mount --bind '" + run
                                + "' /run/pcscd && exec /usr/sbin/pcscd --foreground --error -c '"
                                + directory.resolve("conf").toAbsolutePath() + "'")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("pcscd.log").toFile())
                .start();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (names.size() < ports.size()) {
            if (System.nanoTime() > end || !daemon.isAlive()) {
                throw new IOException("the service has " + names + ": " + log());
            }
            names = ReaderHead.readers(PATIENCE, environment()).stream()
                    .sorted()
                    .toList();
        }
    }

    private String log() throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve("pcscd.log"))) {
            return String.join("\n", lines.limit(20).toList());
        }
    }

    /** Ends the service as a broken cable does: every client loses it. */
    void stopService() {
        daemon.destroy();
        daemon.onExit().join();
    }

    /** Where its clients find it. */
    Map<String, String> environment() {
        return Map.of(
                "PCSCLITE_CSOCK_NAME",
                directory.resolve("run").resolve("pcscd.comm").toAbsolutePath().toString());
    }

    String name(int head) {
        return names.get(head);
    }

    int port(int head) {
        return ports.get(head);
    }

    @Override
    public void close() {
        stopService();
    }
}
