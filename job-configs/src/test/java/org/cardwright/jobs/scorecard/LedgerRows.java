package org.cardwright.jobs.scorecard;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.pipeline.ledger.DatabaseSettings;

/** The rows of a ledger as texts, without what may differ between two runs: clock values, places on the disk, wrapped keys. */
final class LedgerRows {

    private static final List<String> QUERIES = List.of(
            "select 'batch', batch, issuer, source_sha256, sequence_number, layout, records, state from batch",
            "select 'order', record_number, order_reference, product, card_group, state, record_index, fingerprint,"
                    + " rule, field, visual_qc, chip_qc, stripe_qc, paper_qc, pin_qc from ordered_card order by order_key",
            "select 'live', order_key, card, reference from live_order order by order_key",
            "select 'range', batch_number, standing, first_index, last_index from card_range order by standing, first_index",
            "select 'number', batch, number from batch_number order by number",
            "select 'hand-over', step, chunk, taken, good, rejected, held, remade from hand_over order by step, chunk",
            "select 'step', step, chunks, taken, good, rejected, held, remade, case when closed then 'closed' else"
                    + " 'open' end from step_account order by step",
            "select 'serials', issuer_key, first_number, size, used from batch_serial order by issuer_key",
            "select 'next serial', issuer_key, next_number from certificate_serial order by issuer_key");

    private static final String UNBALANCED = "select count(*) from step_account where not closed"
            + " or taken <> good + rejected + held + remade or (step = 'account' and taken <>"
            + " (select count(*) from ordered_card o where o.state = 'GOOD' or (o.state = 'PREPARED' and exists (select 1 from card_range r"
            + " where r.batch_number = o.batch_number and r.standing = 'GOOD' and r.first_index <= o.record_index"
            + " and r.last_index >= o.record_index))))";

    private static final String RESUMED = "select count(*) from audit where event = 'BATCH_RESUMED'"
            + " and operator = 'system' and reason = 'resumed after interruption'";

    private static final String AUDIT = "select hash from audit order by number";

    private static final String CHUNKS_WITHOUT_KEY_USE =
            "select (select count(*) from hand_over where step = 'prepare')"
                    + " - (select count(*) from audit where event = 'KEYS_USED')";

    private LedgerRows() {}

    /** Every row that two runs have in common. */
    static List<String> of(DatabaseSettings database) throws SQLException {
        return rows(database, QUERIES);
    }

    /** The keyed hashes of the audit, oldest first, each with a bar behind it. */
    static List<String> audit(DatabaseSettings database) throws SQLException {
        return rows(database, List.of(AUDIT));
    }

    private static List<String> rows(DatabaseSettings database, List<String> queries) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String query : queries) {
                try (ResultSet result = statement.executeQuery(query)) {
                    addRows(rows, result);
                }
            }
        }
        return rows;
    }

    private static void addRows(List<String> rows, ResultSet result) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= columns; i++) {
                row.append(result.getString(i)).append('|');
            }
            rows.add(row.toString());
        }
    }

    /** Steps that are open, do not balance, or account for other cards than were made. */
    static int unbalanced(DatabaseSettings database) throws SQLException {
        return count(database, UNBALANCED);
    }

    /** How often the audit says that the batch was resumed after an interruption, by the system. */
    static int resumed(DatabaseSettings database) throws SQLException {
        return count(database, RESUMED);
    }

    /** Chunks of cards for which the audit does not say once what keys did. */
    static int chunksWithoutKeyUse(DatabaseSettings database) throws SQLException {
        return count(database, CHUNKS_WITHOUT_KEY_USE);
    }

    private static int count(DatabaseSettings database, String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getInt(1);
        }
    }

    private static Connection connect(DatabaseSettings database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }
}
