package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cardwright.pipeline.ledger.DatabaseSettings;

/** What an undisturbed run leaves behind: every byte of the output and every row of the ledger. */
final class Reference {

    private static final List<String> QUERIES = List.of(
            "select * from ordered_card order by order_key",
            "select * from live_order order by order_key",
            "select * from card_range order by batch_number, standing, first_index",
            "select * from batch_number order by number",
            "select * from hand_over order by batch, step, chunk",
            "select * from step_account order by batch, step",
            "select * from batch_serial order by batch, issuer_key",
            "select * from certificate_serial order by issuer_key",
            "select batch, issuer, source_sha256, sequence_number, business_date, records, state from batch order by batch");

    private final Map<String, String> output;
    private final List<String> rows;

    private Reference(Map<String, String> output, List<String> rows) {
        this.output = output;
        this.rows = rows;
    }

    /** Runs undisturbed in a home of its own. */
    static Reference of(Path directory, long sequence, int orders) throws Exception {
        Home home = new Home(directory);
        BatchOutcome outcome = home.prepare(home.export("orders.txt", sequence, orders));
        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
        assertThat(outcome.counts().good()).isEqualTo(Home.good(orders)).isPositive();
        return new Reference(home.output(), rows(home.settings().database()));
    }

    /** The same bytes, the same rows, nothing staged. */
    void assertEqual(Home home) throws IOException, SQLException {
        assertThat(home.output()).isEqualTo(output);
        List<String> found = rows(home.settings().database());
        for (int i = 0; i < Math.min(rows.size(), found.size()); i++) {
            assertThat(found.get(i)).as("row " + i).isEqualTo(rows.get(i));
        }
        assertThat(found).hasSameSizeAs(rows);
        assertThat(home.root().resolve("work")).isEmptyDirectory();
        assertThat(home.root().resolve("inbox")).isEmptyDirectory();
    }

    private static List<String> rows(DatabaseSettings database) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String query : QUERIES) {
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
            StringBuilder row =
                    new StringBuilder(result.getMetaData().getColumnName(1).toLowerCase(Locale.ROOT));
            for (int i = 1; i <= columns; i++) {
                boolean closed = result.getMetaData().getColumnName(i).equalsIgnoreCase("closed");
                row.append('|').append(closed ? Boolean.toString(result.getBoolean(i)) : result.getString(i));
            }
            // The last checkpoint of a release says nothing once the batch is sealed.
            rows.add(row.toString().replaceAll("file/[^;]*;", ""));
        }
    }
}
