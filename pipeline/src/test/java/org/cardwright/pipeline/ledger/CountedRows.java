package org.cardwright.pipeline.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** A data source that knows how many rows were read through it. */
final class CountedRows {

    private static final List<Class<?>> SEEN_THROUGH =
            List.of(Connection.class, PreparedStatement.class, Statement.class, ResultSet.class);

    private final AtomicLong rows = new AtomicLong();
    private final DataSource counting;

    CountedRows(DataSource real) {
        counting = (DataSource) proxy(DataSource.class, real);
    }

    DataSource dataSource() {
        return counting;
    }

    /** Rows read while something was done. */
    long during(Runnable work) {
        long before = rows.get();
        work.run();
        return rows.get() - before;
    }

    private Object proxy(Class<?> type, Object real) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (any, method, arguments) -> call(real, method, arguments));
    }

    private Object call(Object real, Method method, Object[] arguments) throws Throwable {
        Object answer;
        try {
            answer = method.invoke(real, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
        if (real instanceof ResultSet && method.getName().equals("next") && Boolean.TRUE.equals(answer)) {
            rows.incrementAndGet();
        }
        return SEEN_THROUGH.contains(method.getReturnType()) ? proxy(method.getReturnType(), answer) : answer;
    }
}
