package org.cardwright.jobs.scorecard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A PostgreSQL database as its administrator sees it: every table copied out, data files and write-ahead log as bytes.
 *
 * @param database where it is
 * @param data directory of the server
 */
record PostgresTables(DatabaseSettings database, Path data) implements DatabaseBytes {

    @Override
    public Map<String, byte[]> columns() throws SQLException, IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : tables(statement)) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                copies.copyOut("COPY \"" + table + "\" TO STDOUT", out);
                contents.put("table " + table, out.toByteArray());
            }
            // what stands in memory of the server goes to its files before they are looked at
            statement.execute("CHECKPOINT");
        }
        if (contents.isEmpty()) {
            throw new AssertionError("a database without tables");
        }
        return contents;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(
                "select table_name from information_schema.tables where table_schema = 'public'")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    @Override
    public List<Path> files() {
        return List.of(data.resolve("base"), data.resolve("pg_wal"));
    }

    @Override
    public void plant(String secret) throws SQLException {
        try (Connection connection = open();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into certificate_serial (issuer_key, next_number) values (?, 1)")) {
            insert.setString(1, "planted " + secret);
            insert.executeUpdate();
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }
}
