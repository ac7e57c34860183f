package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/** A message broker with one user, on a port of this machine, that can be restarted over its journal. */
final class BrokerServer {

    static final String USER = "bureau";
    static final String ACCESS = "of-the-broker";

    private final Path data;
    private final int port;
    private EmbeddedActiveMQ server = new EmbeddedActiveMQ();

    private BrokerServer(Path data) throws IOException {
        this.data = data;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
    }

    static BrokerServer startedIn(Path data) throws Exception {
        BrokerServer broker = new BrokerServer(data);
        broker.start();
        return broker;
    }

    int port() {
        return port;
    }

    Path data() {
        return data;
    }

    void restart() throws Exception {
        server.stop();
        start();
    }

    private void start() throws Exception {
        server = new EmbeddedActiveMQ();
        server.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setSecurityEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setJournalMinFiles(2)
                .setJournalFileSize(1 << 20)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port));
        server.setSecurityManager(new OneUser());
        server.start();
    }

    void stop() throws Exception {
        server.stop();
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
