package org.cardwright.pipeline.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Version 41: the columns go that {@code live_order} has stood in place of since version 40. From version 40 on the program of before
 * refuses to start. On PostgreSQL one that was running all the time may have taken orders since: nobody writes from here on, and they are
 * copied once more.
 */
final class LiveOrderColumns implements JavaMigration {

    private static final String HAS_COLUMNS = "select count(*) from information_schema.columns"
            + " where table_schema = current_schema() and table_name = 'ordered_card' and column_name = 'live_reference'";

    private static final List<String> COPY_AGAIN = List.of(
            "lock table ordered_card, live_order in access exclusive mode",
            "delete from live_order",
            "insert into live_order (order_key, card, reference)"
                    + " select order_key, live_card, live_reference from ordered_card where live_reference is not null");

    /** H2 commits each of them: each can be repeated. */
    private static final List<String> DROP = List.of(
            "alter table ordered_card drop constraint if exists live_reference_once",
            "alter table ordered_card drop constraint if exists live_card_once",
            "alter table ordered_card drop column if exists live_reference",
            "alter table ordered_card drop column if exists live_card");

    private final boolean embedded;

    LiveOrderColumns(boolean embedded) {
        this.embedded = embedded;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("41");
    }

    @Override
    public String getDescription() {
        return "live order columns";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        try (Statement statement = context.getConnection().createStatement()) {
            if (!embedded && hasColumns(context.getConnection())) {
                execute(statement, COPY_AGAIN);
            }
            execute(statement, DROP);
        }
    }

    private static void execute(Statement statement, List<String> all) throws SQLException {
        for (String sql : all) {
            statement.execute(sql);
        }
    }

    private static boolean hasColumns(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(HAS_COLUMNS)) {
            return row.next() && row.getInt(1) > 0;
        }
    }
}
