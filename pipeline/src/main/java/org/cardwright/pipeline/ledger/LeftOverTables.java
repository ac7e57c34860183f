package org.cardwright.pipeline.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Takes the first tables of a PostgreSQL database away again when its history does not know them. Flyway commits tables and history on
 * two connections: a process that was killed between the two leaves tables behind with which nobody ever did anything. The versions
 * after these can be repeated as they are.
 */
final class LeftOverTables implements Callback {

    /** What a version makes, the table first that all others refer to. */
    private static final Map<String, String> TABLES = Map.of(
            "1",
            "batch_job_instance, batch_job_execution, batch_job_execution_params, batch_job_execution_context,"
                    + " batch_step_execution, batch_step_execution_context",
            "2",
            "batch, issuer_sequence, card_order, hand_over, step_account, certificate_serial, batch_serial, audit, audit_head,"
                    + " operator_register, approval_request");

    private static final Map<String, String> SEQUENCES = Map.of(
            "1", "drop sequence if exists batch_job_instance_seq, batch_job_execution_seq, batch_step_execution_seq");

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        String version = String.valueOf(context.getMigrationInfo().getVersion());
        Optional<String> tables = Optional.ofNullable(TABLES.get(version));
        if (tables.isPresent()) {
            try (Statement statement = context.getConnection().createStatement()) {
                String first = tables.get().substring(0, tables.get().indexOf(','));
                if (isEmpty(context.getConnection(), first)) {
                    statement.execute("drop table if exists " + tables.get());
                    statement.execute(SEQUENCES.getOrDefault(version, ""));
                }
            } catch (SQLException failed) {
                throw new FlywayException("the tables of version " + version + " cannot be made anew", failed);
            }
        }
    }

    /** True when the table is there and has no row. */
    private static boolean isEmpty(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select to_regclass('" + table + "') is not null")) {
                row.next();
                if (!row.getBoolean(1)) {
                    return false;
                }
            }
            try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
                row.next();
                return row.getLong(1) == 0;
            }
        }
    }

    @Override
    public String getCallbackName() {
        return "tables without a history";
    }
}
