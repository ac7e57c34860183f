package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers make the cards: what comes out is the same as without them, and messages tell nothing of it. */
class RemotePartitionsTest {

    private static final String TICKET = "make:\\d{6} \\d+ [0-9A-F]{64}";

    @TempDir
    private static Path shared;

    private static Reference reference;

    @TempDir
    private Path directory;

    private RemoteBureau bureau;

    @BeforeAll
    static void run_undisturbed() throws Exception {
        PostgresServer.freshDatabase();
        reference = Reference.of(shared.resolve("reference"), 1, RemoteBureau.ORDERS);
    }

    @BeforeEach
    void prepare_a_bureau() throws Exception {
        bureau = new RemoteBureau(directory, RemoteBureau.PARTITION);
    }

    @AfterEach
    void end_everything() throws Exception {
        HaltAtPoint.inProcess = CrashPoints.NONE;
        bureau.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void make_the_same_bytes_and_rows(int workers) throws Exception {
        for (int i = 0; i < workers; i++) {
            bureau.startWorker();
        }
        BatchOutcome outcome = bureau.home().prepare(bureau.export());

        assertDone(outcome);
        assertThat(bureau.number("select count(*) from batch_partition where state = 'DONE'"))
                .isEqualTo(3);
        assertThat(bureau.number("select count(*) from audit where event = 'WORKER_USED_KEYS'"))
                .as("chunks that workers made")
                .isEqualTo(5);
        try (Pipeline pipeline = bureau.home().open()) {
            assertThat(pipeline.batch(outcome.batch()).orElseThrow().partitions())
                    .allSatisfy(one -> assertThat(one.partition().worker())
                            .endsWith(":" + ProcessHandle.current().pid()))
                    .extracting(one -> one.done())
                    .containsExactly(50, 50, 26);
        }
    }

    private void assertDone(BatchOutcome outcome) throws Exception {
        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
        reference.assertEqual(bureau.home());
    }

    @Test
    void are_told_numbers_only_and_do_nothing_that_the_run_has_not_asked_for() throws Exception {
        Future<BatchOutcome> run = bureau.prepareMeanwhile();
        bureau.awaitAny("select count(*) from batch_partition");
        try (Connection connection = connections().createConnection(TestBroker.USER, TestBroker.ACCESS);
                Session session = connection.createSession()) {
            connection.start();
            Queue queue = session.createQueue(TestBroker.QUEUE);
            WaitFor.condition(() -> told(session, queue).size() == 3);
            List<Message> told = told(session, queue);
            assertThat(told)
                    .hasSize(3)
                    .allSatisfy(message ->
                            assertThat(((TextMessage) message).getText()).matches(TICKET));
            assertThat(Collections.list((Enumeration<?>) told.get(0).getPropertyNames())
                            .toString())
                    .doesNotContain("999999");
            assertThat(journals()).doesNotContain("999999").contains("make:000001");
            MessageProducer forger = session.createProducer(queue);
            String genuine = ((TextMessage) told.get(0)).getText();
            forger.send(session.createTextMessage(genuine.replaceAll(" \\d+ ", " 999999 ")));
            forger.send(session.createTextMessage("make:000001"));
            forger.send(session.createObjectMessage(genuine));
            bureau.startWorker();

            assertDone(run.get(60, TimeUnit.SECONDS));
            WaitFor.condition(() -> told(session, queue).isEmpty());
            assertThat(bureau.number("select count(*) from partition_piece")).isEqualTo(3);
        }
    }

    private static List<Message> told(Session session, Queue queue) throws Exception {
        List<Message> found = List.of();
        try (var browser = session.createBrowser(queue)) {
            for (Object message : Collections.list((Enumeration<?>) browser.getEnumeration())) {
                found = Stream.concat(found.stream(), Stream.of((Message) message))
                        .toList();
            }
        }
        return found;
    }

    private ConnectionFactory connections() {
        return new ActiveMQConnectionFactory(
                "tcp://127.0.0.1:" + bureau.broker().port());
    }

    /** What the broker keeps on its disk. */
    private String journals() throws Exception {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(bureau.broker().data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // text stands there as UTF-16 or UTF-8
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                text.append(bytes).append(bytes.replace("\0", ""));
            }
        }
        return text.toString();
    }

    @Test
    void give_a_partition_back_when_they_are_told_to_end() throws Exception {
        try (RemoteBureau whole = new RemoteBureau(directory.resolve("whole"), 1_000)) {
            whole.startWorker(new LineDefinition("1", ForkedPrepare.slowed(400), r -> r));
            Future<BatchOutcome> run = whole.prepareMeanwhile();
            whole.awaitAny("select count(*) from partition_piece");
            whole.stopWorkers();
            assertThat(whole.text("select state from batch_partition")).contains("WAITING");

            whole.startWorker();

            assertThat(run.get(60, TimeUnit.SECONDS).kind()).isEqualTo(BatchOutcome.Kind.DONE);
            reference.assertEqual(whole.home());
            assertThat(whole.number("select max(piece) from partition_piece"))
                    .as("gone on with where the first one stopped")
                    .isEqualTo(2);
        }
    }

    @Test
    void fail_a_partition_by_its_name_after_some_tries() throws Exception {
        bureau.startWorker(new LineDefinition("1", PoisonedCard::at, r -> r));

        BatchOutcome outcome = bureau.home().prepare(bureau.export());

        assertThat(outcome.kind()).isEqualTo(BatchOutcome.Kind.INTERNAL);
        assertThat(outcome.message())
                .matches("partition 2, worker .+:\\d+: step make: java.lang.IllegalStateException");
        assertThat(bureau.number("select tries from batch_partition where number = 2"))
                .isEqualTo(2);
        bureau.stopWorkers();
        bureau.startWorker();
        assertDone(bureau.home().prepare(bureau.export()));
    }

    @Test
    void are_not_needed_to_end_what_they_have_begun() throws Exception {
        bureau.startWorker(new LineDefinition("1", ForkedPrepare.slowed(400), r -> r));
        Future<BatchOutcome> run = bureau.prepareMeanwhile();
        bureau.awaitAny("select count(*) from partition_piece");
        bureau.stopPreparing();
        assertThat(run.get(60, TimeUnit.SECONDS).kind()).isEqualTo(BatchOutcome.Kind.STOPPED);

        Home alone = new Home(bureau.home().root(), bureau.home().settings().database());

        assertDone(alone.prepare(bureau.export()));
        assertThat(bureau.number("select count(*) from batch_partition")).isZero();
    }

    @Test
    void begin_where_a_run_without_them_has_stopped() throws Exception {
        Home alone = new Home(bureau.home().root(), bureau.home().settings().database());
        HaltAtPoint.inProcess = (point, step) -> {
            if (point.equals("CHUNK_COMMITTED") && step.equals("prepare")) {
                throw new IllegalStateException("planned");
            }
        };
        assertThat(alone.prepare(bureau.export()).kind()).isNotEqualTo(BatchOutcome.Kind.DONE);
        HaltAtPoint.inProcess = CrashPoints.NONE;
        bureau.startWorker();

        assertDone(bureau.home().prepare(bureau.export()));

        assertThat(bureau.number("select sum(orders) from batch_partition")).isBetween(1L, 125L);
    }

    @Test
    void leave_files_that_nobody_else_may_change() throws Exception {
        bureau.startWorker();
        HaltAtPoint.inProcess = (point, step) -> {
            if (point.equals("STEP_CREATED") && step.equals("prepare")) {
                flipTheLastByteOfAPiece();
            }
        };

        BatchOutcome outcome = bureau.home().prepare(bureau.export());

        assertThat(outcome.kind()).isEqualTo(BatchOutcome.Kind.NOT_RECONCILED);
        assertThat(outcome.message()).matches("partition \\d: the file of worker .+ is not the one that it wrote");
        HaltAtPoint.inProcess = CrashPoints.NONE;
        assertThat(bureau.home().output()).isEmpty();
    }

    private void flipTheLastByteOfAPiece() {
        try (Stream<Path> files = Files.walk(bureau.home().root().resolve("work"))) {
            Path piece = files.filter(file -> file.getFileName().toString().startsWith("made-"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(piece);
            bytes[bytes.length - 1] ^= 1;
            Files.write(piece, bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void a_broker_that_is_away_or_refuses_is_said_at_once() throws Exception {
        Home refused = new Home(
                bureau.home().root(),
                bureau.home().settings().database(),
                TestBroker.partitions(
                        TestBroker.settings(bureau.broker().port(), "wrong"),
                        RemoteBureau.PARTITION,
                        TestBroker.LEASE));
        assertThat(refused.prepare(bureau.export()).kind()).isEqualTo(BatchOutcome.Kind.REFUSED);
        try (Pipeline worker = refused.open()) {
            assertThat(worker.work(() -> {}).orElseThrow().kind()).isEqualTo(BatchOutcome.Kind.REFUSED);
        }
        bureau.broker().stop();
        BatchOutcome away = bureau.home().prepare(bureau.export());
        assertThat(away.kind()).isEqualTo(BatchOutcome.Kind.UNAVAILABLE);
        assertThat(away.message()).matches("the broker at 127\\.0\\.0\\.1:\\d+ does not answer");
    }

    @Test
    void have_nothing_to_do_where_one_process_does_everything() throws Exception {
        Home alone = new Home(directory.resolve("alone"));
        try (Pipeline pipeline = alone.open()) {
            assertThatThrownBy(() -> pipeline.work(() -> {}))
                    .isInstanceOf(WrongUsageException.class)
                    .hasMessageContaining("partitioning is local");
        }
    }
}
