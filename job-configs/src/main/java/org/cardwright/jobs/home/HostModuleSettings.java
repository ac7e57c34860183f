package org.cardwright.jobs.home;

import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.hostcommand.HostCommandSettings.Limits;

/**
 * The payment HSMs of a home, all with the same keys, and how they are reached.
 *
 * @param hosts names and ports, not looked up yet
 * @param table their commands; absent for those that come with the program
 * @param tls who each side is; absent on this machine only
 * @param limits timeouts and sizes
 */
public record HostModuleSettings(
        List<InetSocketAddress> hosts, Optional<Path> table, Optional<TlsFiles> tls, Limits limits) {

    /** What names of these settings begin with. */
    static final String PREFIX = "host-commands.";

    private static final int MOST_TIMEOUT_MS = 600_000;
    private static final int MOST_CONNECTIONS = 256;
    private static final int MOST_WINDOW = 64;
    /**
     * Two PKCS #12 files under one passphrase, that of the home.
     *
     * @param keystore our key and certificate
     * @param truststore the certificates of the HSMs, or of who issues them
     */
    public record TlsFiles(Path keystore, Path truststore) {}

    /** Copies the list. */
    public HostModuleSettings {
        hosts = List.copyOf(hosts);
    }

    static HostModuleSettings load(StrictProperties values, Path file) {
        List<InetSocketAddress> hosts = HostAddresses.parse(values, PREFIX + "addresses");
        Optional<TlsFiles> tls = tls(values, file);
        if (tls.isEmpty() && !hosts.stream().allMatch(HostAddresses::isHere)) {
            throw refused(
                    "host-commands.tls.keystore and host-commands.tls.truststore are missing: card data travel, so"
                            + " that an HSM without TLS is on this machine only");
        }
        return new HostModuleSettings(hosts, path(values, file, "table"), tls, limits(values));
    }

    private static Optional<TlsFiles> tls(StrictProperties values, Path file) {
        Optional<Path> keystore = path(values, file, "tls.keystore");
        Optional<Path> truststore = path(values, file, "tls.truststore");
        if (keystore.isPresent() != truststore.isPresent()) {
            throw refused(
                    "host-commands.tls.keystore and host-commands.tls.truststore belong together: each side shows a"
                            + " certificate that the other knows");
        }
        return keystore.map(own -> new TlsFiles(own, truststore.orElseThrow()));
    }

    private static Limits limits(StrictProperties values) {
        Limits usual = Limits.USUAL;
        return new Limits(
                duration(values, "connect-ms", usual.connect()),
                duration(values, "answer-ms", usual.answer()),
                duration(values, "aside-ms", usual.aside()),
                values.number(PREFIX + "connections", usual.connections(), 1, MOST_CONNECTIONS),
                values.number(PREFIX + "window", usual.window(), 1, MOST_WINDOW));
    }

    private static Duration duration(StrictProperties values, String name, Duration usual) {
        return Duration.ofMillis(values.number(PREFIX + name, Math.toIntExact(usual.toMillis()), 1, MOST_TIMEOUT_MS));
    }

    private static Optional<Path> path(StrictProperties values, Path file, String name) {
        String text = values.text(PREFIX + name, "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(file.resolveSibling(text));
        } catch (InvalidPathException impossible) {
            throw refused(PREFIX + name + " is no file name");
        }
    }

    private static ConfigurationException refused(String rule) {
        return new ConfigurationException("cardwright.properties: " + rule);
    }
}
