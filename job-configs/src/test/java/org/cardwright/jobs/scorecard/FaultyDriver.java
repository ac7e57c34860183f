package org.cardwright.jobs.scorecard;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/**
 * A database whose Nth commit in this process fails, before or after it really happened; the connection is lost with it.
 *
 * <p>Answers only where the system property {@code faulty.commit} says so, {@code 17/before/any} or {@code 3/after/chunk},
 * and then for every database, in front of the real driver. A statement outside of a transaction that changes something is a commit
 * too.
 */
public final class FaultyDriver implements Driver {

    /** Written to standard error when the fault happened. */
    static final String HAPPENED = "a commit was made to fail";

    private static final String PROPERTY = "faulty.commit";
    private static final String LOST = "08006";
    private static final List<Class<? extends Statement>> STATEMENTS =
            List.of(CallableStatement.class, PreparedStatement.class, Statement.class);
    private static final Set<String> CHANGES = Set.of("executeUpdate", "executeLargeUpdate", "executeBatch");
    private static final AtomicInteger COMMITS = new AtomicInteger();

    static {
        try {
            DriverManager.registerDriver(new FaultyDriver());
        } catch (SQLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private final int failing;
    private final boolean afterwards;
    private final boolean ofChunks;

    /** For {@link java.util.ServiceLoader}. */
    public FaultyDriver() {
        String[] parts = System.getProperty(PROPERTY, "0//").split("/", -1);
        failing = Integer.parseInt(parts[0]);
        afterwards = parts[1].equals("after");
        ofChunks = parts[2].equals("chunk");
    }

    /**
     * Option of a JVM in which commit {@code n} fails.
     *
     * @param ofChunks whether only the commits that end a chunk are counted
     */
    static String option(int n, boolean afterwards, boolean ofChunks) {
        return "-D" + PROPERTY + "=" + n + (afterwards ? "/after" : "/before") + (ofChunks ? "/chunk" : "/any");
    }

    @Override
    public boolean acceptsURL(String url) {
        return failing > 0 && url.startsWith("jdbc:");
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (!(driver instanceof FaultyDriver) && driver.acceptsURL(url)) {
                return around(driver.connect(url, properties));
            }
        }
        return null;
    }

    private Connection around(Connection real) {
        return proxy(Connection.class, (method, arguments) -> {
            boolean commits = method.getName().equals("commit");
            Object answer = commits ? commit(real, () -> call(real, method, arguments)) : call(real, method, arguments);
            return answer instanceof Statement statement ? around(real, statement) : answer;
        });
    }

    private Object around(Connection connection, Statement real) {
        Class<?> type = STATEMENTS.stream()
                .filter(candidate -> candidate.isInstance(real))
                .findFirst()
                .orElseThrow();
        return proxy(type, (method, arguments) -> {
            boolean changes = CHANGES.contains(method.getName()) && connection.getAutoCommit();
            return changes ? commit(connection, () -> call(real, method, arguments)) : call(real, method, arguments);
        });
    }

    private Object commit(Connection connection, Real real) throws Throwable {
        if ((ofChunks && !isOfChunk()) || COMMITS.incrementAndGet() != failing) {
            return real.call();
        }
        if (afterwards) {
            real.call();
        } else if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        connection.close();
        System.err.println(HAPPENED);
        throw new SQLException("planned", LOST);
    }

    /** True for the transaction of a chunk, in which the work and its checkpoint stand together. */
    private static boolean isOfChunk() {
        List<String> classes = StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName).toList());
        return classes.stream().anyMatch(name -> name.endsWith(".ChunkOrientedStep"))
                && classes.stream().noneMatch(name -> name.contains("JobRepository"));
    }

    /** What the real driver does. */
    @FunctionalInterface
    private interface Real {
        Object call() throws Throwable;
    }

    @FunctionalInterface
    private interface Answer {
        Object to(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                FaultyDriver.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method, arguments)));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(FaultyDriver.class.getName());
    }
}
