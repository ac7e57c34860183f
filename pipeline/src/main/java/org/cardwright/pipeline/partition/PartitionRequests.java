package org.cardwright.pipeline.partition;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.jms.dsl.Jms;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.GenericMessage;

/** The way from the preparing run to its workers: step execution requests as text messages, kept by the broker until a worker is done. */
public final class PartitionRequests implements AutoCloseable {

    private static final String REQUESTS = "requests";

    private final AnnotationConfigApplicationContext context;

    private final PartitionTickets tickets;

    private PartitionRequests(AnnotationConfigApplicationContext context, PartitionTickets tickets) {
        this.context = context;
        this.tickets = tickets;
    }

    /**
     * Connects.
     *
     * @throws BrokerException when the broker does not answer or refuses us
     */
    public static PartitionRequests open(BrokerSettings settings, Duration lease, PartitionTickets tickets) {
        ConnectionFactory factory = BrokerConnections.of(settings, lease);
        BrokerConnections.require(factory, settings);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(CachingConnectionFactory.class, () -> new CachingConnectionFactory(factory));
        context.registerBean(BrokerSettings.class, () -> settings);
        context.register(Wiring.class);
        context.refresh();
        return new PartitionRequests(context, tickets);
    }

    /** A channel that ends at the broker. */
    @Configuration(proxyBeanMethods = false)
    @EnableIntegration
    static class Wiring {

        @Bean
        IntegrationFlow requestsToWorkers(CachingConnectionFactory connections, BrokerSettings settings) {
            JmsTemplate template = new JmsTemplate(connections);
            template.setSessionTransacted(true);
            template.setDeliveryPersistent(true);
            return IntegrationFlow.from(REQUESTS)
                    .handle(Jms.outboundAdapter(template).destination(settings.queue()))
                    .get();
        }
    }

    /**
     * Sends one; true when it is on the broker's disk, false when the broker does not take it.
     *
     * @throws org.cardwright.crypto.module.SecurityModuleException when the module makes no code for it
     */
    boolean send(StepExecutionRequest request) {
        String text = tickets.text(request);
        try {
            return context.getBean(REQUESTS, MessageChannel.class).send(new GenericMessage<>(text));
        } catch (MessagingException brokerAway) {
            return false;
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
