package org.cardwright.pipeline.partition;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.jms.dsl.Jms;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.jms.support.converter.MessageConversionException;
import org.springframework.jms.support.converter.MessageConverter;

/**
 * Where a worker hears of partitions, one at a time. A message leaves the broker when the worker has done what it says; when the worker
 * throws, or dies, the broker gives it to another one.
 */
public final class PartitionInbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionInbox.class);
    private static final long RECOVERY_MS = 1_000;

    private final AnnotationConfigApplicationContext context;

    private PartitionInbox(AnnotationConfigApplicationContext context) {
        this.context = context;
    }

    /**
     * Connects and serves until it is closed; a broker that goes away later is waited for.
     *
     * @param worker hears the text of a message; a message that is no text is empty
     * @throws BrokerException when the broker does not answer or refuses us
     */
    public static PartitionInbox open(BrokerSettings settings, Duration lease, Consumer<String> worker) {
        ConnectionFactory factory = BrokerConnections.of(settings, lease);
        BrokerConnections.require(factory, settings);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(ConnectionFactory.class, () -> factory);
        context.registerBean(BrokerSettings.class, () -> settings);
        context.registerBean(Work.class, () -> new Work(worker));
        context.register(Wiring.class);
        context.refresh();
        return new PartitionInbox(context);
    }

    private record Work(Consumer<String> worker) {}

    /** A channel that begins at the broker. */
    @Configuration(proxyBeanMethods = false)
    @EnableIntegration
    static class Wiring {

        @Bean
        IntegrationFlow requestsFromBroker(ConnectionFactory connections, BrokerSettings settings, Work work) {
            DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
            container.setConnectionFactory(connections);
            container.setDestinationName(settings.queue());
            container.setSessionTransacted(true);
            container.setConcurrentConsumers(1);
            container.setMaxMessagesPerTask(1);
            container.setRecoveryInterval(RECOVERY_MS);
            container.setErrorHandler(failed -> LOG.info(
                    "a partition goes back to the broker: {}", failed.getClass().getSimpleName()));
            return IntegrationFlow.from(
                            Jms.messageDrivenChannelAdapter(container).jmsMessageConverter(new TextOnly()))
                    .handle(String.class, (text, headers) -> {
                        work.worker().accept(text);
                        return null;
                    })
                    .get();
        }
    }

    /** Reads text and nothing else: no object is ever made of what a message says. */
    private static final class TextOnly implements MessageConverter {

        @Override
        public Object fromMessage(Message message) throws JMSException {
            return message instanceof TextMessage text && text.getText() != null ? text.getText() : "";
        }

        @Override
        public Message toMessage(Object object, Session session) {
            throw new MessageConversionException("a worker sends nothing");
        }
    }

    /** False once it is closed. */
    public boolean isOpen() {
        return context.isActive();
    }

    /** Waits for the partition that is being worked on. */
    @Override
    public void close() {
        context.close();
    }
}
