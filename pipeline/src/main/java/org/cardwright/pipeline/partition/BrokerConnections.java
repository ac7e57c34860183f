package org.cardwright.pipeline.partition;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQJMSConnectionFactory;

/** Connections to the broker of a home. */
final class BrokerConnections {

    private static final int CALL_TIMEOUT_MS = 10_000;

    private BrokerConnections() {}

    /**
     * The factory of connections.
     *
     * @param lease how long a worker may be silent before the broker gives its message to another one
     */
    static ConnectionFactory of(BrokerSettings settings, Duration lease) {
        TransportConfiguration[] transports = settings.addresses().stream()
                .map(address -> transport(address, settings))
                .toArray(TransportConfiguration[]::new);
        ActiveMQJMSConnectionFactory factory = new ActiveMQJMSConnectionFactory(false, transports);
        if (!settings.user().isEmpty()) {
            factory.setUser(settings.user());
            factory.setPassword(settings.password());
        }
        // a worker gets a message when it has time for it, and keeps none that another one could take
        factory.setConsumerWindowSize(0);
        factory.setConnectionTTL(lease.toMillis());
        factory.setClientFailureCheckPeriod(lease.toMillis() / 2);
        factory.setCallTimeout(CALL_TIMEOUT_MS);
        factory.setReconnectAttempts(0);
        factory.setInitialConnectAttempts(1);
        factory.setBlockOnDurableSend(true);
        // messages are text; nothing is ever made of a serialized object
        factory.setDeserializationDenyList("*");
        return factory;
    }

    private static TransportConfiguration transport(BrokerSettings.Address address, BrokerSettings settings) {
        Map<String, Object> values = new HashMap<>();
        values.put(TransportConstants.HOST_PROP_NAME, address.host());
        values.put(TransportConstants.PORT_PROP_NAME, address.port());
        settings.tls().ifPresent(tls -> {
            values.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
            values.put(TransportConstants.VERIFY_HOST_PROP_NAME, true);
            values.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, "TLSv1.3,TLSv1.2");
            values.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "PKCS12");
            values.put(
                    TransportConstants.TRUSTSTORE_PATH_PROP_NAME,
                    tls.truststore().toString());
            values.put(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, tls.password());
            tls.keystore().ifPresent(own -> {
                values.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
                values.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, own.toString());
                values.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, tls.password());
            });
        });
        return new TransportConfiguration(NettyConnectorFactory.class.getName(), values);
    }

    /**
     * Connects once, so that a wrong setting is said before anything is done.
     *
     * @throws BrokerException when the broker does not answer or refuses us
     */
    static void require(ConnectionFactory factory, BrokerSettings settings) {
        String where = settings.addresses().stream()
                .map(address -> address.host() + ":" + address.port())
                .collect(Collectors.joining(", "));
        try (Connection connection = factory.createConnection()) {
            connection.start();
        } catch (JMSSecurityException refused) {
            throw new BrokerException("the broker at " + where + " refuses user or password", true, refused);
        } catch (JMSException failed) {
            throw new BrokerException("the broker at " + where + " does not answer", false, failed);
        }
    }
}
