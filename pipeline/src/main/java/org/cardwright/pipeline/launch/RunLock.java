package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;

/**
 * One run per batch. The lock dies with its process, so holding it proves that no other run is alive.
 *
 * <p>PostgreSQL: a session advisory lock on a connection that does nothing else. H2: the file of the database is already
 * exclusive to one process, so a file lock between the threads of this one is enough.
 */
final class RunLock implements AutoCloseable {

    private static final String CONNECT_SECONDS = "3";
    private static final String SOCKET_SECONDS = "10";
    private static final int VALID_SECONDS = 3;

    private final AutoCloseable holder;

    private RunLock(AutoCloseable holder) {
        this.holder = holder;
    }

    /** The lock of a batch, or empty when another run has it. */
    static Optional<RunLock> tryAcquire(PipelineSettings settings, String batch) throws IOException {
        return settings.database().isEmbedded()
                ? fileLock(settings.work().resolve(batch + ".lock"))
                : advisoryLock(settings.database(), batch);
    }

    private static Optional<RunLock> fileLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new RunLock(channel));
            }
        } catch (OverlappingFileLockException ours) {
            channel.close();
            return Optional.empty();
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
        channel.close();
        return Optional.empty();
    }

    private static Optional<RunLock> advisoryLock(DatabaseSettings database, String batch) {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", SOCKET_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        try {
            Connection connection = DriverManager.getConnection(database.url(), properties);
            if (lock(connection, key(batch))) {
                return Optional.of(new RunLock(connection));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException failed) {
            throw new DatabaseUnavailableException(
                    "the database does not give the run lock, SQL state " + failed.getSQLState(), failed);
        }
    }

    private static boolean lock(Connection connection, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, key);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static long key(String batch) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(batch.substring(0, 16))).getLong();
    }

    /** False when the database has let go of it: its server was started anew, or the connection broke. */
    boolean isHeld() {
        try {
            return !(holder instanceof Connection connection) || connection.isValid(VALID_SECONDS);
        } catch (SQLException broken) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (Exception dying) {
            throw new DatabaseUnavailableException("the run lock could not be let go", dying);
        }
    }
}
