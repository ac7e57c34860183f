package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cardwright.pipeline.ledger.DatabaseSettings;

/** A home with a broker, and workers in this process and in others. */
final class RemoteBureau implements AutoCloseable {

    static final int ORDERS = 180;

    /** Orders in a partition: two chunks. */
    static final int PARTITION = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Pipeline> workers = new ArrayList<>();
    private final List<Future<?>> working = new ArrayList<>();
    private final List<Pipeline> runs = new CopyOnWriteArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TestBroker broker;
    private final Home home;
    private final Path export;

    RemoteBureau(Path directory, int partitionOrders) throws Exception {
        this(directory, partitionOrders, TestBroker.LEASE);
    }

    /**
     * Makes it.
     *
     * @param partitionOrders orders in a partition
     * @param lease how long a worker has one without coming further
     */
    RemoteBureau(Path directory, int partitionOrders, Duration lease) throws Exception {
        broker = TestBroker.startedIn(directory.resolve("broker"));
        home = new Home(
                directory.resolve("home"), PostgresServer.freshDatabase(), broker.partitions(partitionOrders, lease));
        export = home.export("orders.txt", 1, ORDERS);
    }

    TestBroker broker() {
        return broker;
    }

    Home home() {
        return home;
    }

    Path export() {
        return export;
    }

    /** A worker on a thread of this process; comes back when messages can come to it. */
    Pipeline startWorker(BatchDefinition definition) throws IOException, InterruptedException {
        Pipeline worker = home.open(definition);
        workers.add(worker);
        CountDownLatch ready = new CountDownLatch(1);
        working.add(threads.submit(() -> {
            try (worker) {
                return worker.work(ready::countDown);
            }
        }));
        assertThat(ready.await(60, TimeUnit.SECONDS)).isTrue();
        return worker;
    }

    Pipeline startWorker() throws IOException, InterruptedException {
        return startWorker(LineDefinition.plain());
    }

    /** A worker in a process of its own whose slices take at least so long. */
    Process forkWorker(int slowMs, String... properties) throws IOException {
        DatabaseSettings database = home.settings().database();
        List<String> options = new ArrayList<>(ForkClassPath.javaOptions());
        options.addAll(List.of(properties));
        options.add("-Dslow.ms=" + slowMs);
        Process process = Fork.start(
                options,
                ForkedWorker.class,
                home.root(),
                List.of(
                        home.root().toString(),
                        database.url(),
                        database.user(),
                        Integer.toString(broker.port()),
                        Long.toString(home.settings().partitions().lease().toSeconds())));
        processes.add(process);
        return process;
    }

    /** The command, in a process of its own. */
    Process forkRun() throws IOException {
        DatabaseSettings database = home.settings().database();
        Process process = Fork.start(
                ForkClassPath.javaOptions(),
                ForkedPrepare.class,
                home.root(),
                List.of(
                        home.root().toString(),
                        export.toString(),
                        database.url(),
                        database.user(),
                        Integer.toString(broker.port()),
                        Long.toString(home.settings().partitions().lease().toSeconds())));
        processes.add(process);
        return process;
    }

    /** The command, on a thread of this process. */
    Future<BatchOutcome> prepareMeanwhile() {
        return threads.submit(() -> {
            try (Pipeline pipeline = home.open()) {
                runs.add(pipeline);
                return pipeline.prepare(home.request(export));
            }
        });
    }

    /** Tells that run to end. */
    void stopPreparing() {
        runs.forEach(Pipeline::stop);
    }

    /** Tells the workers of this process to end and waits until they have. */
    void stopWorkers() throws Exception {
        workers.forEach(Pipeline::stop);
        for (Future<?> worker : working) {
            worker.get(60, TimeUnit.SECONDS);
        }
        workers.clear();
        working.clear();
    }

    /** Waits until a query gives a number other than 0. */
    void awaitAny(String query) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> number(query) > 0);
    }

    /** Waits until workers hold so many partitions. */
    void awaitHeld(int partitions) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> number("select count(*) from batch_partition where state = 'HELD'") >= partitions);
    }

    /** The number that a query gives; 0 while there are no tables. */
    long number(String query) throws SQLException {
        return text(query).map(Long::parseLong).orElse(0L);
    }

    /** The first value that a query gives. */
    Optional<String> text(String query) throws SQLException {
        DatabaseSettings database = home.settings().database();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        } catch (SQLException noTableYet) {
            if ("42P01".equals(noTableYet.getSQLState())) {
                return Optional.empty();
            }
            throw noTableYet;
        }
    }

    @Override
    public void close() {
        workers.forEach(Pipeline::stop);
        processes.forEach(Process::destroyForcibly);
        threads.shutdown();
        try {
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            broker.stop();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
