package org.cardwright.machine.queue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.language.JobCard;
import org.cardwright.machine.queue.CardAnswer.Outcome;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.ip.IpHeaders;
import org.springframework.integration.ip.dsl.Tcp;
import org.springframework.integration.ip.tcp.connection.AbstractClientConnectionFactory;
import org.springframework.integration.ip.tcp.connection.TcpNetClientConnectionFactory;
import org.springframework.integration.ip.tcp.serializer.ByteArrayRawSerializer;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.GenericMessage;

/**
 * A machine that is talked to, card by card. A card is told to the journal before it is said, and said once.
 *
 * <p>When it is unknown what became of a card, or the machine says something unasked, nobody knows of which card its next answer is: the
 * line ends, and the cards that were not begun stay as they are.
 */
final class LineStation implements Station {

    private static final String SAID = "saidToTheMachine";
    private static final String ANSWERS = "answers";
    private static final int MOST_ANSWERS = 64;

    private final AnnotationConfigApplicationContext context;
    private final MachineDefinition machine;
    private final Delivery.Line line;
    private final StationJournal journal;
    private String connection = "";
    private boolean outOfStep;

    private LineStation(
            AnnotationConfigApplicationContext context,
            MachineDefinition machine,
            Delivery.Line line,
            StationJournal journal) {
        this.context = context;
        this.machine = machine;
        this.line = line;
        this.journal = journal;
    }

    static LineStation open(MachineDefinition machine, Delivery.Line line, StationJournal journal) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(Delivery.Line.class, () -> line);
        context.register(Wiring.class);
        context.refresh();
        return new LineStation(context, machine, line, journal);
    }

    /** What is said goes out, what is answered comes in, over one connection that is opened with the first word. */
    @Configuration(proxyBeanMethods = false)
    @EnableIntegration
    static class Wiring {

        @Bean
        AbstractClientConnectionFactory connection(Delivery.Line line) {
            TcpNetClientConnectionFactory factory = new TcpNetClientConnectionFactory(line.host(), line.port());
            factory.setConnectTimeout((int) line.connect().toSeconds());
            factory.setSerializer(new ByteArrayRawSerializer());
            factory.setDeserializer(new AnswerUnits(line.dialogue().unit()));
            factory.setSoTcpNoDelay(true);
            return factory;
        }

        @Bean
        IntegrationFlow said(AbstractClientConnectionFactory connection) {
            return IntegrationFlow.from(SAID)
                    .handle(Tcp.outboundAdapter(connection))
                    .get();
        }

        @Bean
        QueueChannel answers() {
            return new QueueChannel();
        }

        @Bean
        IntegrationFlow answered(AbstractClientConnectionFactory connection) {
            return IntegrationFlow.from(Tcp.inboundAdapter(connection))
                    .channel(ANSWERS)
                    .get();
        }
    }

    @Override
    public Optional<JudgedAnswers> run(MachineJob job, Duration patience) {
        List<ByteString> said = said(job);
        requireInStep();
        connect();
        if (job.stage() != MachineJob.Stage.HANDED) {
            journal.handed(job.name());
        }
        List<CardAnswer> answers = new ArrayList<>();
        boolean inStep = true;
        for (int i = 0; inStep && i < job.cards().size(); i++) {
            JobCard card = job.cards().get(i);
            inStep = isSameConnection() && isQuiet() && isReady();
            if (inStep) {
                journal.begun(job.name(), card.sequence());
                Told told = tell(card, said.get(i));
                journal.answered(job.name(), List.of(told.answer()));
                answers.add(told.answer());
                inStep = told.inStep();
            }
        }
        outOfStep = !inStep;
        return ended(job, answers);
    }

    /** A late answer would be that of another card: after the first doubt nothing more is said on this line until it is opened anew. */
    private void requireInStep() {
        if (outOfStep) {
            throw new StationException("machine " + machine.name() + " is out of step: look at its last card");
        }
    }

    /** What is said for each card, all looked at before the first; what stands before all cards goes with the first. */
    private List<ByteString> said(MachineJob job) {
        List<ByteString> said = new ArrayList<>();
        for (JobCard card : job.cards()) {
            ByteString text = machine.card(card);
            said.add(said.isEmpty() ? head(job).plus(text) : text);
        }
        return said;
    }

    private ByteString head(MachineJob job) {
        return ByteString.of(machine.language().head(job.name()).getBytes(machine.charset()));
    }

    /**
     * What became of a card.
     *
     * @param answer about it
     * @param inStep whether the next answer is about the next card for certain
     */
    private record Told(CardAnswer answer, boolean inStep) {}

    private static Optional<JudgedAnswers> ended(MachineJob job, List<CardAnswer> answers) {
        int silent = job.cards().size() - answers.size();
        JudgedAnswers.Findings findings = new JudgedAnswers.Findings(0, 0, 0, silent);
        return Optional.of(new JudgedAnswers(answers, findings));
    }

    /** Before a card is begun: a machine that is not there costs no card. */
    private void connect() {
        try {
            connection = context.getBean(AbstractClientConnectionFactory.class)
                    .getConnection()
                    .getConnectionId();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StationException("machine " + machine.name() + " was interrupted");
        } catch (Exception refused) {
            throw new StationException("machine " + machine.name() + " does not take a connection");
        }
    }

    /** False when the machine hung up: a new line would begin without what stands before all cards. */
    private boolean isSameConnection() {
        return context.getBean(AbstractClientConnectionFactory.class)
                .getOpenConnectionIds()
                .contains(connection);
    }

    /** False when the machine says something that nobody asked for. */
    private boolean isQuiet() {
        return context.getBean(ANSWERS, QueueChannel.class).getQueueSize() == 0;
    }

    private boolean isReady() {
        Delivery.Dialogue dialogue = line.dialogue();
        if (dialogue.ask().isEmpty()) {
            return true;
        }
        say(dialogue.ask());
        Optional<String> answer = hear();
        return answer.isPresent() && dialogue.ready().matcher(answer.get()).matches();
    }

    private Told tell(JobCard card, ByteString said) {
        if (!say(said)) {
            return new Told(JudgedAnswers.unknown(card, "lost"), false);
        }
        Conversation conversation = new Conversation(line.dialogue(), card);
        for (int heard = 0; heard < MOST_ANSWERS && !conversation.isOver(); heard++) {
            Optional<String> answer = hear();
            if (answer.isEmpty()) {
                return new Told(conversation.answer(), false);
            }
            conversation.hear(answer.get());
        }
        boolean known = conversation.answer().outcome() != Outcome.UNKNOWN;
        return new Told(conversation.answer(), conversation.isOver() && known);
    }

    /** False when the line is lost. */
    private boolean say(ByteString what) {
        if (what.isEmpty()) {
            return true;
        }
        try {
            return context.getBean(SAID, MessageChannel.class).send(new GenericMessage<>(what.toByteArray()));
        } catch (MessagingException lost) {
            return false;
        }
    }

    private Optional<String> hear() {
        Message<?> answer = context.getBean(ANSWERS, QueueChannel.class)
                .receive(line.answer().toMillis());
        boolean ours = answer != null && connection.equals(answer.getHeaders().get(IpHeaders.CONNECTION_ID));
        return answer == null || !ours
                ? Optional.empty()
                : Optional.of(new String((byte[]) answer.getPayload(), StandardCharsets.ISO_8859_1));
    }

    @Override
    public void tidy(Collection<String> ended) {
        // a conversation leaves nothing behind
    }

    @Override
    public void close() {
        context.close();
    }
}
