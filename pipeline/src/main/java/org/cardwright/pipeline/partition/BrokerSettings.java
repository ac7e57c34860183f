package org.cardwright.pipeline.partition;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the message broker is reached.
 *
 * @param addresses of one broker and its stand-ins
 * @param queue where the messages about partitions stand; one for each database
 * @param user user, empty for none
 * @param password password, empty for none
 * @param tls certificates; absent on this machine only
 */
public record BrokerSettings(
        List<Address> addresses, String queue, String user, String password, Optional<TlsFiles> tls) {

    /**
     * Where a broker listens.
     *
     * @param host name, not looked up yet
     * @param port TCP port
     */
    public record Address(String host, int port) {}

    /**
     * PKCS #12 files.
     *
     * @param truststore certificates of the broker, or of who issues them
     * @param keystore our key and certificate, for a broker that asks for them
     * @param password of both
     */
    public record TlsFiles(Path truststore, Optional<Path> keystore, String password) {

        /** The files only. */
        @Override
        public String toString() {
            return "TlsFiles(" + truststore + ", " + keystore + ")";
        }
    }

    /** Copies the list. */
    public BrokerSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || queue.isEmpty()) {
            throw new IllegalArgumentException("a broker has an address and a queue");
        }
    }

    /** Addresses and queue only. */
    @Override
    public String toString() {
        return "BrokerSettings(" + addresses + ", " + queue + ")";
    }
}
