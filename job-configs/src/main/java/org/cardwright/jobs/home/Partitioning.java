package org.cardwright.jobs.home;

import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether workers on this or other machines prepare the cards of a batch, and over which broker they hear of it.
 *
 * @param orders orders in a partition
 * @param leaseSeconds how long a partition stays with a worker that does not come further
 * @param tries how often a partition is taken without coming further before it fails
 * @param broker absent when the preparing process does everything itself
 */
public record Partitioning(int orders, int leaseSeconds, int tries, Optional<Broker> broker) {

    private static final String BROKER = "broker.";

    /** Who prepares. */
    private enum Mode {
        LOCAL,
        REMOTE
    }

    /**
     * A message broker.
     *
     * @param addresses names and ports of one and its stand-ins
     * @param queue where messages about partitions stand
     * @param user empty for none
     * @param passwordFile file with the password of the user, mode 0600
     * @param tls absent on this machine only
     */
    public record Broker(
            List<InetSocketAddress> addresses,
            String queue,
            String user,
            Optional<Path> passwordFile,
            Optional<Tls> tls) {

        /** Copies the list. */
        public Broker {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Certificates, in PKCS #12 files.
     *
     * @param truststore certificates of the broker, or of who issues them
     * @param keystore our key and certificate, for a broker that asks for them
     * @param passwordFile file with the password of both, mode 0600
     */
    public record Tls(Path truststore, Optional<Path> keystore, Path passwordFile) {}

    static Partitioning load(StrictProperties values, Path file) {
        Mode mode = values.choice("partitioning", Mode.LOCAL);
        if (mode == Mode.LOCAL && values.hasAny(BROKER)) {
            throw refused("broker settings belong to partitioning remote");
        }
        return new Partitioning(
                values.number("partition.orders", 1_000, 1, 1_000_000),
                values.number("partition.lease-seconds", 60, 1, 3_600),
                values.number("partition.tries", 5, 1, 100),
                mode == Mode.REMOTE ? Optional.of(broker(values, file)) : Optional.empty());
    }

    private static Broker broker(StrictProperties values, Path file) {
        List<InetSocketAddress> addresses = HostAddresses.parse(values, BROKER + "addresses");
        Optional<Tls> tls = tls(values, file);
        if (tls.isEmpty() && !addresses.stream().allMatch(HostAddresses::isHere)) {
            throw refused("broker.tls.truststore is missing: without TLS a broker is on this machine only");
        }
        String queue = values.text(BROKER + "queue", "cardwright.partitions");
        if (!queue.matches("[A-Za-z0-9._-]{1,100}")) {
            throw refused("broker.queue is 1 to 100 of letters, digits, dot, hyphen, underscore");
        }
        String user = values.text(BROKER + "user", "");
        Optional<Path> passwordFile = path(values, file, "password-file");
        if (user.isEmpty() == passwordFile.isPresent()) {
            throw refused("broker.user and broker.password-file belong together");
        }
        return new Broker(addresses, queue, user, passwordFile, tls);
    }

    private static Optional<Tls> tls(StrictProperties values, Path file) {
        Optional<Path> truststore = path(values, file, "tls.truststore");
        Optional<Path> keystore = path(values, file, "tls.keystore");
        Optional<Path> passwordFile = path(values, file, "tls.password-file");
        if (truststore.isPresent() != passwordFile.isPresent() || (keystore.isPresent() && truststore.isEmpty())) {
            throw refused("broker.tls.truststore and broker.tls.password-file belong together, and"
                    + " broker.tls.keystore to both");
        }
        return truststore.map(trusted -> new Tls(trusted, keystore, passwordFile.orElseThrow()));
    }

    /** Refuses what several machines cannot share, and under policy production what others could listen to or write into. */
    void requireShared(boolean production, String database) {
        if (broker.isEmpty()) {
            return;
        }
        if (database.isEmpty()) {
            throw refused("partitioning remote needs a database that workers reach too: set database to PostgreSQL");
        }
        if (production && (broker.get().tls().isEmpty() || broker.get().user().isEmpty())) {
            throw refused("a broker without TLS or without a user is refused under policy production");
        }
    }

    private static Optional<Path> path(StrictProperties values, Path file, String name) {
        String text = values.text(BROKER + name, "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(file.resolveSibling(text));
        } catch (InvalidPathException impossible) {
            throw refused(BROKER + name + " is no file name");
        }
    }

    private static ConfigurationException refused(String rule) {
        return new ConfigurationException("cardwright.properties: " + rule);
    }
}
