package org.cardwright.crypto.hostcommand;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * Which HSMs are used and how.
 *
 * @param hosts one at least, all with the same keys; used in turn while they answer
 * @param tls makes the connections, with our certificate in it; may be absent for hosts on the loopback only, because keys go
 *     wrapped over the wire, but card data go as they are
 * @param table their commands
 * @param limits timeouts and sizes
 */
public record HostCommandSettings(
        List<InetSocketAddress> hosts, Optional<SSLSocketFactory> tls, HostCommandTable table, Limits limits) {

    /**
     * Timeouts and sizes.
     *
     * @param connect longest time until a connection stands
     * @param answer longest time without any answer while one is due
     * @param aside how long a host that failed is left alone
     * @param connections most connections to one host
     * @param window most requests on one connection whose answers are due
     */
    public record Limits(Duration connect, Duration answer, Duration aside, int connections, int window) {

        /** Usual values: 5 s, 30 s, 10 s, 8 connections, 4 requests. */
        public static final Limits USUAL =
                new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(10), 8, 4);

        private static final int MOST_CONNECTIONS = 256;
        private static final int MOST_WINDOW = 64;

        /** Checks the ranges. */
        public Limits {
            if (connections < 1 || connections > MOST_CONNECTIONS || window < 1 || window > MOST_WINDOW) {
                throw new IllegalArgumentException("1 to 256 connections and 1 to 64 requests on one");
            }
            if (connect.isNegative() || connect.isZero() || answer.isNegative() || answer.isZero()) {
                throw new IllegalArgumentException("timeouts are longer than nothing");
            }
        }
    }

    /** Checks hosts and protection. */
    public HostCommandSettings {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("an HSM has a host");
        }
        if (tls.isEmpty() && !hosts.stream().allMatch(HostCommandSettings::isLoopback)) {
            throw new IllegalArgumentException("without TLS an HSM is on the loopback only");
        }
    }

    /** One HSM or simulator on this machine, without TLS: for tests and for trying. */
    public static HostCommandSettings loopback(InetSocketAddress... hosts) {
        return new HostCommandSettings(List.of(hosts), Optional.empty(), HostCommandTable.standard(), Limits.USUAL);
    }

    /** The same with other timeouts and sizes. */
    public HostCommandSettings with(Limits other) {
        return new HostCommandSettings(hosts, tls, table, other);
    }

    /** The same with another table. */
    public HostCommandSettings with(HostCommandTable other) {
        return new HostCommandSettings(hosts, tls, other, limits);
    }

    private static boolean isLoopback(InetSocketAddress host) {
        return !host.isUnresolved() && host.getAddress().isLoopbackAddress();
    }
}
