package org.cardwright.pipeline.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one database of an installation: job repository and ledger, so that both change in one transaction.
 *
 * <p>Every wait is short: a database that does not answer ends the run, and the same command resumes it.
 */
public final class Database implements AutoCloseable {

    private static final int POOL_SIZE = 6;
    private static final long CONNECTION_TIMEOUT_MS = 3_000;
    private static final String POSTGRES_CONNECT_SECONDS = "3";
    private static final String POSTGRES_SOCKET_SECONDS = "10";
    private static final int H2_ALREADY_IN_USE = 90_020;

    /**
     * A server or role may be set to acknowledge commits before they are on disk. It would forget the end of a batch whose staged
     * records are deleted by then; stronger settings stay as they are.
     */
    private static final String COMMITS_ARE_KEPT = "select set_config('synchronous_commit', 'on', false)"
            + " where current_setting('synchronous_commit') = 'off'";

    /** Migrations ask for tables that may be there already; the server would tell of each. */
    private static final String QUIET = "set client_min_messages = warning; ";

    private final HikariDataSource pool;
    private final DataSource dataSource;

    private Database(HikariDataSource pool, DataSource dataSource) {
        this.pool = pool;
        this.dataSource = dataSource;
    }

    /**
     * Connects and brings the tables up to date.
     *
     * @throws DatabaseUnavailableException when the database does not answer or another process has it
     * @throws NotReconciledException when it holds rows but not the history of its tables
     */
    public static Database open(DatabaseSettings settings) {
        return open(settings, UnaryOperator.identity());
    }

    /** As {@link #open(DatabaseSettings)} with something between the pool and its users, for fault tests. */
    public static Database open(DatabaseSettings settings, UnaryOperator<DataSource> between) {
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(configuration(settings, true));
        } catch (RuntimeException failed) {
            throw unavailable(failed);
        }
        try {
            if (!Migrations.areCurrent(pool)) {
                migrate(settings);
            }
            return new Database(pool, between.apply(pool));
        } catch (NotReconciledException damaged) {
            pool.close();
            throw damaged;
        } catch (RuntimeException failed) {
            pool.close();
            throw unavailable(failed);
        }
    }

    /** Through connections that wait: the rows of a large ledger are moved by one statement. */
    private static void migrate(DatabaseSettings settings) {
        try (HikariDataSource patient = new HikariDataSource(configuration(settings, false))) {
            Migrations.migrate(patient, settings.isEmbedded(), Migrations.NEWEST);
        }
    }

    private static HikariConfig configuration(DatabaseSettings settings, boolean isBounded) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("cardwright");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        config.setValidationTimeout(CONNECTION_TIMEOUT_MS);
        config.setInitializationFailTimeout(1);
        if (!settings.isEmbedded()) {
            config.addDataSourceProperty("connectTimeout", POSTGRES_CONNECT_SECONDS);
            config.addDataSourceProperty("loginTimeout", POSTGRES_CONNECT_SECONDS);
            config.addDataSourceProperty("socketTimeout", isBounded ? POSTGRES_SOCKET_SECONDS : "0");
            config.addDataSourceProperty("tcpKeepAlive", "true");
            // the rows of a chunk travel in one statement; nobody asks what became of a single one
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
            config.setConnectionInitSql(isBounded ? COMMITS_ARE_KEPT : QUIET + COMMITS_ARE_KEPT);
        }
        return config;
    }

    private static DatabaseUnavailableException unavailable(Throwable failed) {
        SQLException cause = sqlCause(failed);
        if (cause != null && cause.getErrorCode() == H2_ALREADY_IN_USE) {
            return new DatabaseUnavailableException("another process works with this home", failed);
        }
        String state = cause == null || cause.getSQLState() == null ? "" : ", SQL state " + cause.getSQLState();
        return new DatabaseUnavailableException(
                "the database cannot be opened: " + failed.getClass().getSimpleName() + state, failed);
    }

    /** A failure in whose depth a database failed, as one that may be tried again; empty for any other failure. */
    public static Optional<DatabaseUnavailableException> lost(RuntimeException failed) {
        SQLException cause = sqlCause(failed);
        return cause == null
                ? Optional.empty()
                : Optional.of(new DatabaseUnavailableException(
                        "the database failed, SQL state " + cause.getSQLState() + "; the same command resumes",
                        failed));
    }

    private static @Nullable SQLException sqlCause(Throwable failed) {
        Throwable at = failed;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (at instanceof SQLException sql) {
                return sql;
            }
            at = at.getCause();
        }
        return null;
    }

    /** Connections for everybody. */
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        pool.close();
    }
}
