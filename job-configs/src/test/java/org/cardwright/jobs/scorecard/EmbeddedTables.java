package org.cardwright.jobs.scorecard;

import java.nio.charset.StandardCharsets;
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

/**
 * The embedded H2 database while no program has it.
 *
 * @param directory where its files lie
 */
record EmbeddedTables(Path directory) implements DatabaseBytes {

    @Override
    public Map<String, byte[]> columns() throws SQLException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                contents.put("table " + table, contents(statement, table));
            }
        }
        if (contents.isEmpty()) {
            throw new AssertionError("a database without tables");
        }
        return contents;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(
                "select table_name from information_schema.tables where table_schema = 'PUBLIC'")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    private static byte[] contents(Statement statement, String table) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    text.append(rows.getString(column)).append('\t');
                }
                text.append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<Path> files() {
        return List.of(directory);
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
        return DriverManager.getConnection(
                "jdbc:h2:file:" + directory.resolve("cardwright") + ";IFEXISTS=TRUE", "sa", "");
    }
}
