package org.cardwright.pipeline.launch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.junit.jupiter.api.Assumptions;

/** One PostgreSQL for all tests of a JVM, a fresh database for each; tests are skipped where it cannot start. */
public final class PostgresServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException | IllegalStateException refused) {
                return Assumptions.abort("PostgreSQL cannot start here: " + refused.getMessage());
            }
        }
    }

    public static DatabaseSettings freshDatabase() throws SQLException {
        EmbeddedPostgres server = Holder.SERVER;
        String name = "cardwright" + DATABASES.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return new DatabaseSettings("jdbc:postgresql://localhost:" + server.getPort() + "/" + name, "postgres", "");
    }
}
