package org.cardwright.pipeline.launch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.pipeline.ledger.DatabaseSettings;

/** Looks into the database of a home while nobody else has it. */
final class Query {

    private Query() {}

    static List<String> column(Home home, String sql) throws SQLException {
        DatabaseSettings database = home.settings().database();
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    static void run(Home home, String... statements) throws SQLException {
        DatabaseSettings database = home.settings().database();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
