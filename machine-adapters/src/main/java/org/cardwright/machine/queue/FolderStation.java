package org.cardwright.machine.queue;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.Pollers;
import org.springframework.integration.file.dsl.Files;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.GenericMessage;

/**
 * A machine that looks into a folder. One flow brings jobs in: written, told to the journal, named. Another one sees result files come.
 *
 * <p>A message carries the name of a job or a job, whose text says nothing of a card.
 */
final class FolderStation implements Station {

    private static final String JOBS = "jobs";
    private static final String RESULTS = "results";
    private static final Duration LOOK = Duration.ofMillis(100);

    private final AnnotationConfigApplicationContext context;
    private final MachineDefinition machine;
    private final HotFolder folder;
    private final StationJournal journal;
    private final Closeable alone;

    /** A folder that nobody else feeds. */
    private record Fed(HotFolder folder, Closeable alone) {}

    private FolderStation(
            AnnotationConfigApplicationContext context, MachineDefinition machine, Fed fed, StationJournal journal) {
        this.context = context;
        this.machine = machine;
        this.folder = fed.folder();
        this.alone = fed.alone();
        this.journal = journal;
    }

    static FolderStation open(MachineDefinition machine, Delivery.HotFolder delivery, StationJournal journal)
            throws IOException {
        HotFolder folder = new HotFolder(machine, delivery, journal);
        Closeable alone = folder.takeAlone();
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        try {
            context.registerBean(HotFolder.class, () -> folder);
            context.registerBean(Delivery.HotFolder.class, () -> delivery);
            context.register(Wiring.class);
            context.refresh();
            return new FolderStation(context, machine, new Fed(folder, alone), journal);
        } catch (RuntimeException broken) {
            try (alone) {
                context.close();
            }
            throw broken;
        }
    }

    /** The two flows. */
    @Configuration(proxyBeanMethods = false)
    @EnableIntegration
    static class Wiring {

        @Bean
        IntegrationFlow jobsIntoTheFolder(HotFolder folder) {
            return IntegrationFlow.from(JOBS)
                    .<MachineJob>handle((job, headers) -> done(() -> folder.write(job)))
                    .<MachineJob>handle((job, headers) -> {
                        done(() -> folder.rename(job));
                        return null;
                    })
                    .get();
        }

        /** One hint is as good as many. */
        @Bean
        QueueChannel results() {
            return new QueueChannel(1);
        }

        /** What looks like a result file is only a hint: the folder is read by the name of the job that waits. */
        @Bean
        IntegrationFlow resultsOutOfTheFolder(Delivery.HotFolder delivery, QueueChannel results) {
            List<String> suffixes =
                    delivery.results().stream().map(ResultForm::suffix).toList();
            return IntegrationFlow.from(
                            Files.inboundAdapter(delivery.directory().toFile())
                                    .preventDuplicates(false)
                                    .filterFunction(file -> suffixes.stream().anyMatch(file.getName()::endsWith)),
                            source -> source.poller(Pollers.fixedDelay(LOOK).maxMessagesPerPoll(1)))
                    .transform(File.class, File::getName)
                    .handle(hint -> results.send(hint, 0))
                    .get();
        }
    }

    private interface OnDisk {

        MachineJob done() throws IOException;
    }

    private static MachineJob done(OnDisk work) {
        try {
            return work.done();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Optional<JudgedAnswers> run(MachineJob job, Duration patience) {
        hand(job);
        try {
            Optional<List<ResultReader.Result>> results = awaited(job, patience);
            if (results.isEmpty()) {
                return Optional.empty();
            }
            List<CardAnswer> said = new ArrayList<>();
            int foreign = 0;
            for (ResultReader.Result result : results.get()) {
                said.addAll(result.answers());
                foreign += result.foreign();
            }
            JudgedAnswers judged =
                    JudgedAnswers.of(job.cards(), said, machine.route().binds(), foreign);
            journal.answered(job.name(), judged.answers());
            folder.tidy(job.name());
            return Optional.of(judged);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What fails in a flow comes back as what it is: the wrapping exception would name the message. */
    private void hand(MachineJob job) {
        try {
            context.getBean(JOBS, MessageChannel.class).send(new GenericMessage<>(job));
        } catch (MessagingException wrapped) {
            if (wrapped.getMostSpecificCause() instanceof RuntimeException cause
                    && !(cause instanceof MessagingException)) {
                throw cause;
            }
            throw new StationException("job " + job.name() + " could not be brought into its folder");
        }
    }

    private Optional<List<ResultReader.Result>> awaited(MachineJob job, Duration patience) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        QueueChannel seen = context.getBean(RESULTS, QueueChannel.class);
        Optional<List<ResultReader.Result>> results = folder.read(job.name());
        long leftMillis = patience.toMillis();
        while (results.isEmpty() && leftMillis > 0) {
            Message<?> hint = seen.receive(Math.min(leftMillis, LOOK.toMillis()));
            if (hint != null) {
                seen.clear();
            }
            results = folder.read(job.name());
            leftMillis = Duration.ofNanos(until - System.nanoTime()).toMillis();
        }
        return results;
    }

    @Override
    public int tidy(Collection<String> ended) throws IOException {
        int late = 0;
        for (String job : ended) {
            late += folder.tidy(job);
        }
        return late;
    }

    @Override
    public void close() {
        try (alone) {
            context.close();
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }
}
