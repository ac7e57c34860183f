package org.cardwright.pipeline.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Puts tables right that a killed run was changing. H2 adds a column by copying the whole table to {@code NAME_COPY_N_M}, dropping the
 * table, which commits the copy, and giving the copy its name and those of its indexes and constraints: behind a kill there may be a copy
 * beside the table, or only the copy.
 */
final class TableCopies {

    private static final Pattern COPY = Pattern.compile("(.+)_COPY_\\d+_\\d+");
    private static final String ALL = "select table_name from information_schema.tables where table_schema = 'PUBLIC'";
    private static final String INDEXES = "select index_name from information_schema.indexes"
            + " where table_schema = 'PUBLIC' and table_name = ? and not is_generated";
    private static final String CONSTRAINTS = "select constraint_name from information_schema.table_constraints"
            + " where table_schema = 'PUBLIC' and table_name = ?";

    private final JdbcTemplate jdbc;

    TableCopies(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Before anything else is done with the tables. Repeatable wherever it is killed itself. */
    void putRight() {
        // of two copies, the later one is the table itself under another name
        List<String> copies = tables().stream()
                .filter(table -> COPY.matcher(table).matches())
                .sorted(Comparator.reverseOrder())
                .toList();
        for (String copy : copies) {
            String table = COPY.matcher(copy).replaceFirst("$1");
            if (tables().contains(table)) {
                jdbc.execute("drop table " + quoted(copy) + " cascade");
            } else {
                rename(copy, table);
            }
        }
    }

    private List<String> tables() {
        return jdbc.queryForList(ALL, String.class);
    }

    /** The table last: as long as it has the name of the copy, this is done again. */
    private void rename(String copy, String table) {
        String prefix = copy + "_";
        for (String index : jdbc.queryForList(INDEXES, String.class, copy)) {
            if (index.startsWith(prefix)) {
                jdbc.execute("alter index " + quoted(index) + " rename to " + quoted(index.substring(prefix.length())));
            }
        }
        for (String constraint : jdbc.queryForList(CONSTRAINTS, String.class, copy)) {
            if (constraint.startsWith(prefix)) {
                jdbc.execute("alter table " + quoted(copy) + " rename constraint " + quoted(constraint) + " to "
                        + quoted(constraint.substring(prefix.length())));
            }
        }
        jdbc.execute("alter table " + quoted(copy) + " rename to " + quoted(table));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
