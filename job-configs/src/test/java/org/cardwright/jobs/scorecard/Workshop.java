package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cardwright.pipeline.ledger.DatabaseSettings;

/** One batch that workers make: the real program as manager and as workers, a broker, and what can be done to them. */
final class Workshop implements AutoCloseable {

    private static final int LOOK_EVERY_MS = 5;
    private static final int ENDED_BY_SIGNAL = 128 + 15;
    private static final long LONGEST_WAIT_MS = 120_000;

    private final Trial trial;
    private final Program program;
    private final BrokerServer broker;
    private final List<Program.Running> workers = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private int restarts;
    private int replaced;

    /**
     * Makes it, without anybody at work.
     *
     * @param partitionOrders orders in a partition
     */
    Workshop(Path root, Map<String, Integer> orders, int partitionOrders) throws Exception {
        this.trial = Trial.over(PostgresServer.freshDatabase(), root.resolve("bureau"), orders);
        this.program = trial.program();
        this.broker = BrokerServer.startedIn(root.resolve("broker"));
        Path password = trial.bureau().home().resolve("config/broker-password");
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, BrokerServer.ACCESS + "\n", StandardCharsets.UTF_8);
        trial.bureau()
                .set(
                        "partitioning = remote",
                        "partition.orders = " + partitionOrders,
                        "partition.lease-seconds = 2",
                        "broker.addresses = 127.0.0.1:" + broker.port(),
                        "broker.user = " + BrokerServer.USER,
                        "broker.password-file = broker-password");
    }

    Trial trial() {
        return trial;
    }

    BrokerServer broker() {
        return broker;
    }

    Program.Running startManager() throws IOException {
        return program.start(trial.command());
    }

    Program.Running startWorker() throws IOException {
        Program.Running worker =
                program.start("worker", "--home", trial.bureau().home().toString());
        workers.add(worker);
        return worker;
    }

    List<Program.Running> workers() {
        return workers;
    }

    /** What processes wrote that came to their end. */
    List<String> said() {
        return said;
    }

    /** Those that have a partition at the moment. */
    List<Program.Running> atWork() throws SQLException {
        List<Program.Running> atWork = new ArrayList<>();
        for (Program.Running worker : workers) {
            String name = "'%:" + worker.process().pid() + "'";
            if (number("select count(*) from batch_partition where state = 'HELD' and worker like " + name) > 0) {
                atWork.add(worker);
            }
        }
        return atWork;
    }

    /** Ends one as a power switch would. */
    void kill(Program.Running process) throws InterruptedException {
        process.process().destroyForcibly().waitFor();
        workers.remove(process);
    }

    /** Stops one in the middle of what it does, or lets it go on. */
    static void signal(String name, Program.Running process) throws IOException, InterruptedException {
        String pid = Long.toString(process.process().pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    /** Waits until a query gives at least a number. */
    void await(long least, String query) throws SQLException, InterruptedException {
        for (long waited = 0; number(query) < least; waited += LOOK_EVERY_MS) {
            assertThat(waited).as("%s: %s", trial.bureau().root(), query).isLessThan(LONGEST_WAIT_MS);
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }

    /** Orders that workers have made and committed. */
    long made() throws SQLException {
        return number("select coalesce(sum(frames), 0) from partition_piece");
    }

    /** The number that a query gives; 0 while there are no tables. */
    long number(String query) throws SQLException {
        DatabaseSettings database = trial.database();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException noTableYet) {
            if ("42P01".equals(noTableYet.getSQLState())) {
                return 0;
            }
            throw noTableYet;
        }
    }

    /** Restarts the broker under whoever is connected or about to connect. */
    void restartBroker() throws Exception {
        restarts++;
        broker.restart();
    }

    /** Who finds no broker at the start says so and ends with 75; whoever started it starts it anew. */
    void replaceThoseWithoutBroker() throws IOException, InterruptedException {
        for (Program.Running worker : List.copyOf(workers)) {
            if (foundNoBroker(worker)) {
                workers.remove(worker);
                startWorker();
                replaced++;
            }
        }
    }

    /** The manager itself, or the one that was started in its place. */
    Program.Running replacedWithoutBroker(Program.Running manager) throws IOException, InterruptedException {
        if (!foundNoBroker(manager)) {
            return manager;
        }
        replaced++;
        return startManager();
    }

    /** Has a process ended because no broker answered when it started? */
    boolean foundNoBroker(Program.Running process) throws IOException, InterruptedException {
        return !process.process().isAlive() && foundNoBroker(process.await());
    }

    private boolean foundNoBroker(Program.Ended ended) {
        return restarts > 0 && ended.exitCode() == 75 && ended.toString().contains("does not answer");
    }

    /** Processes that found no broker when they started. */
    int replaced() {
        return replaced;
    }

    /** Told to end, a worker ends with 0; one that was still starting with the number of the signal. */
    void endWorkers() throws IOException, InterruptedException {
        for (Program.Running worker : workers) {
            worker.process().destroy();
        }
        for (Program.Running worker : workers) {
            Program.Ended ended = worker.await();
            said.add(ended.toString());
            boolean starting =
                    ended.exitCode() == ENDED_BY_SIGNAL && !ended.toString().contains("waiting for partitions");
            assertThat(starting || foundNoBroker(ended) || ended.exitCode() == 0)
                    .as(ended.toString())
                    .isTrue();
        }
        workers.clear();
    }

    /** Same bytes and rows as without workers, and every partition done. */
    void assertFinished(Program.Ended manager) throws Exception {
        said.add(manager.toString());
        assertThat(manager.exitCode()).as(manager.toString()).isZero();
        trial.assertFinished();
        trial.assertAuditIsOutside();
        assertThat(number("select count(*) from batch_partition where state <> 'DONE'"))
                .isZero();
        assertThat(made()).isEqualTo(number("select sum(orders) from batch_partition"));
    }

    @Override
    public void close() {
        workers.forEach(Program.Running::kill);
        try {
            broker.stop();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
