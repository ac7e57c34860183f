package org.cardwright.pipeline.launch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database whose Nth commit fails, before or after it really happened. */
final class FaultyCommits {

    private final int failing;
    private final boolean afterwards;
    private final AtomicInteger commits = new AtomicInteger();

    FaultyCommits(int failing, boolean afterwards) {
        this.failing = failing;
        this.afterwards = afterwards;
    }

    /** True when the run was long enough for the fault. */
    boolean fired() {
        return commits.get() >= failing;
    }

    DataSource around(DataSource real) {
        return proxy(DataSource.class, (method, arguments) -> {
            Object answer = call(real, method, arguments);
            return answer instanceof Connection connection ? around(connection) : answer;
        });
    }

    private Connection around(Connection real) {
        return proxy(Connection.class, (method, arguments) -> {
            boolean fails = method.getName().equals("commit") && commits.incrementAndGet() == failing;
            if (fails && !afterwards) {
                throw new SQLException("planned, before the commit", "08006");
            }
            Object answer = call(real, method, arguments);
            if (fails) {
                throw new SQLException("planned, after the commit", "08006");
            }
            return answer;
        });
    }

    @FunctionalInterface
    private interface Call {
        Object of(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.of(method, arguments)));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }
}
