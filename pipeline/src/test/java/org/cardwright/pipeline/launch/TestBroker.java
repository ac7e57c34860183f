package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.cardwright.pipeline.partition.BrokerSettings;
import org.cardwright.pipeline.partition.PartitionSettings;

/** A broker on a port of this machine that can go away and come back with its journal. */
final class TestBroker {

    static final Duration LEASE = Duration.ofSeconds(2);
    static final String QUEUE = "test.partitions";

    static final String USER = "bureau";
    static final String ACCESS = "of-the-broker";

    private final Path data;
    private final int port = freePort();
    private EmbeddedActiveMQ server = new EmbeddedActiveMQ();

    private final String options;

    private TestBroker(Path data, String options) {
        this.data = data;
        this.options = options;
    }

    static TestBroker startedIn(Path data) throws Exception {
        return startedIn(data, "");
    }

    /** With options of its acceptor, {@code "?sslEnabled=true"}. */
    static TestBroker startedIn(Path data, String options) throws Exception {
        TestBroker broker = new TestBroker(data, options);
        broker.start();
        return broker;
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path data() {
        return data;
    }

    int port() {
        return port;
    }

    static BrokerSettings settings(int port, String password) {
        return new BrokerSettings(
                List.of(new BrokerSettings.Address("127.0.0.1", port)), QUEUE, USER, password, Optional.empty());
    }

    PartitionSettings partitions(int orders, Duration lease) {
        return partitions(settings(port, ACCESS), orders, lease);
    }

    static PartitionSettings partitions(BrokerSettings broker, int orders, Duration lease) {
        return new PartitionSettings(Optional.of(broker), orders, lease, 2);
    }

    void start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setSecurityEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setJournalMinFiles(2)
                .setJournalFileSize(1 << 20)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port + options);
        server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration);
        server.setSecurityManager(new OneUser());
        server.start();
    }

    void stop() throws Exception {
        server.stop();
    }

    /** Loses its journal while it is stopped. */
    void forget() throws IOException {
        try (Stream<Path> walk = Files.walk(data)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static final class OneUser implements ActiveMQSecurityManager {

        @Override
        public boolean validateUser(String user, String password) {
            return USER.equals(user) && ACCESS.equals(password);
        }

        @Override
        public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType checkType) {
            return validateUser(user, password);
        }
    }
}
