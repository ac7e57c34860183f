package org.cardwright.machine.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.ip.IpHeaders;
import org.springframework.integration.ip.dsl.Tcp;
import org.springframework.integration.ip.tcp.connection.AbstractClientConnectionFactory;
import org.springframework.integration.ip.tcp.connection.DefaultTcpNetSSLSocketFactorySupport;
import org.springframework.integration.ip.tcp.connection.DefaultTcpSocketSupport;
import org.springframework.integration.ip.tcp.connection.TcpConnection;
import org.springframework.integration.ip.tcp.connection.TcpConnectionCloseEvent;
import org.springframework.integration.ip.tcp.connection.TcpNetClientConnectionFactory;
import org.springframework.integration.ip.tcp.serializer.ByteArrayRawSerializer;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/**
 * One connection to a machine, from its first word to its last. What is said goes to this very connection: it is never opened anew behind
 * the back of who speaks, and nothing is said a second time when it breaks.
 */
final class MachineLine implements AutoCloseable {

    private static final int MOST_WAITING = 64;

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Delivery.Line line;
    private final String machine;
    private final Heard heard =
            new Heard(new QueueChannel(MOST_WAITING), new AtomicBoolean(), new AtomicReference<>(""));
    private @Nullable TcpConnection connection;

    /**
     * A line that is not open yet.
     *
     * @throws StationException when TLS cannot be had
     */
    MachineLine(String machine, Delivery.Line line) throws IOException {
        this.machine = machine;
        this.line = line;
        AbstractClientConnectionFactory factory = factory(line);
        context.registerBean(AbstractClientConnectionFactory.class, () -> factory);
        context.registerBean(Heard.class, () -> heard);
        context.register(Wiring.class);
        context.refresh();
    }

    /**
     * What the machine has said and nobody has heard yet.
     *
     * @param answers at most so many
     * @param overflown whether it said more
     * @param open the connection over which it speaks; empty for none
     */
    private record Heard(QueueChannel answers, AtomicBoolean overflown, AtomicReference<String> open)
            implements ApplicationListener<TcpConnectionCloseEvent> {

        void put(Message<?> answer) {
            if (!answers.send(answer, 0)) {
                overflown.set(true);
            }
        }

        /** Nothing follows: whoever waits need not wait until the time is over. What was said before is heard before. */
        @Override
        public void onApplicationEvent(TcpConnectionCloseEvent closed) {
            if (closed.getConnectionId().equals(open.get())) {
                put(new GenericMessage<>("closed"));
            }
        }
    }

    /** What the machine answers comes in over the connection that is opened for the first word. */
    @Configuration(proxyBeanMethods = false)
    @EnableIntegration
    static class Wiring {

        @Bean
        IntegrationFlow answered(AbstractClientConnectionFactory connection, Heard heard) {
            return IntegrationFlow.from(Tcp.inboundAdapter(connection))
                    .handle(heard::put)
                    .get();
        }
    }

    private static AbstractClientConnectionFactory factory(Delivery.Line line) throws IOException {
        Delivery.Wire wire = line.wire();
        TcpNetClientConnectionFactory factory = new TcpNetClientConnectionFactory(wire.host(), wire.port());
        factory.setConnectTimeout((int) line.connect().toSeconds());
        factory.setSerializer(new ByteArrayRawSerializer());
        factory.setDeserializer(new AnswerUnits(line.dialogue().unit()));
        factory.setSoTcpNoDelay(true);
        if (wire.tls().isPresent()) {
            SSLContext tls = wire.tls().get().context();
            factory.setTcpSocketFactorySupport(new DefaultTcpNetSSLSocketFactorySupport(() -> tls));
            // the certificate must be that of the host
            factory.setTcpSocketSupport(new DefaultTcpSocketSupport(true));
        }
        return factory;
    }

    /**
     * Opens a connection for a job; an older one is closed, and whatever is said over it is not heard any more: the first card of two jobs has
     * the same number.
     *
     * @throws StationException when the machine does not take it: that costs no card
     */
    void connect() {
        TcpConnection before = connection;
        if (before != null) {
            connection = null;
            heard.open().set("");
            before.close();
            heard.answers().clear();
        }
        try {
            TcpConnection opened =
                    context.getBean(AbstractClientConnectionFactory.class).getConnection();
            requireKnown(opened);
            connection = opened;
            heard.open().set(opened.getConnectionId());
        } catch (StationException stranger) {
            throw stranger;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StationException("machine " + machine + " was interrupted");
        } catch (Exception refused) {
            throw new StationException("machine " + machine + " does not take a connection");
        }
    }

    /** The machine has shown what is known here; that it knows us, too, is seen at the latest when it is asked before the first card. */
    private void requireKnown(TcpConnection opened) throws InterruptedException {
        if (line.wire().tls().isEmpty()) {
            return;
        }
        boolean known = false;
        try {
            SSLSession session = CompletableFuture.supplyAsync(opened::getSslSession)
                    .get(line.connect().toMillis(), TimeUnit.MILLISECONDS);
            known = session != null && session.isValid();
        } catch (ExecutionException | TimeoutException silent) {
            // it is no machine that speaks TLS
        }
        if (!known) {
            opened.close();
            throw new StationException("machine " + machine + " shows no certificate that is known here");
        }
    }

    /** True while the machine has not hung up, has said nothing that nobody asked for, and no more than anybody can hear. */
    boolean isQuiet() {
        return connection != null
                && connection.isOpen()
                && heard.answers().getQueueSize() == 0
                && !heard.overflown().get();
    }

    /** Says something once; false when the line is lost, and nobody knows how much of it has arrived. */
    boolean say(ByteString what) {
        if (connection == null) {
            return false;
        }
        try {
            connection.send(new GenericMessage<>(what.toByteArray()));
            return true;
        } catch (RuntimeException lost) {
            return false;
        }
    }

    /** The next answer over this connection; empty when there is none in time, and at once when the machine has hung up. */
    Optional<String> hear() {
        Message<?> answer = heard.answers().receive(line.answer().toMillis());
        boolean ours = answer != null
                && connection != null
                && !heard.overflown().get()
                && connection.getConnectionId().equals(answer.getHeaders().get(IpHeaders.CONNECTION_ID));
        return answer == null || !ours
                ? Optional.empty()
                : Optional.of(new String((byte[]) answer.getPayload(), StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        context.close();
    }
}
