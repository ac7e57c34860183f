package org.cardwright.jobs.scorecard;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL server of the tests; they are skipped where it cannot start. */
final class PostgresServer implements AutoCloseable {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path data;
    private EmbeddedPostgres server;

    private PostgresServer(Path data, int port) {
        this.data = data;
        this.server = start(data, port);
    }

    private static final class Shared {
        static final EmbeddedPostgres SERVER = start(null, 0);
    }

    private static EmbeddedPostgres start(Path data, int port) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setPort(port);
            return (data == null ? builder : builder.setDataDirectory(data).setCleanDataDirectory(false)).start();
        } catch (IOException | IllegalStateException refused) {
            return Assumptions.abort("PostgreSQL cannot start here: " + refused.getMessage());
        }
    }

    /** A fresh database on the server that all tests share. */
    static DatabaseSettings freshDatabase() throws SQLException {
        return freshDatabase(Shared.SERVER);
    }

    /** A server of its own, which can be stopped. */
    static PostgresServer startedIn(Path data) {
        return new PostgresServer(data, 0);
    }

    /** A fresh database on this server. */
    DatabaseSettings database() throws SQLException {
        return freshDatabase(server);
    }

    private static DatabaseSettings freshDatabase(EmbeddedPostgres server) throws SQLException {
        String name = "cardwright" + DATABASES.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return new DatabaseSettings("jdbc:postgresql://localhost:" + server.getPort() + "/" + name, "postgres", "");
    }

    /** What {@code pg_ctl stop -m immediate} does: every server process ends without a checkpoint (SIGQUIT). */
    void stopImmediately() throws IOException, InterruptedException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
        postmaster.onExit().join();
    }

    /** Starts it again where it was; it recovers from its log. */
    void startAgain() throws IOException {
        int port = server.getPort();
        server.close();
        server = start(data, port);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
