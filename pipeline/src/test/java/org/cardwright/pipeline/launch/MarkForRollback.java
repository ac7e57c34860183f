package org.cardwright.pipeline.launch;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A careless helper with a transaction of its own that takes part in the running one and rolls it back. */
final class MarkForRollback {

    private @Nullable DataSource dataSource;

    DataSource remember(DataSource real) {
        dataSource = real;
        return real;
    }

    void mark() {
        if (dataSource == null) {
            throw new IllegalStateException("no database");
        }
        new TransactionTemplate(new JdbcTransactionManager(dataSource))
                .executeWithoutResult(status -> status.setRollbackOnly());
    }
}
