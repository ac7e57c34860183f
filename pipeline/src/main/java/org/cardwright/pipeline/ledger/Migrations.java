package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** Brings the tables of job repository and ledger to the version of this program. */
final class Migrations {

    /** The versions of all migrations, in order; a new one stands at the end, so that no home has passed it. */
    static final List<String> VERSIONS = List.of(
            "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "17", "18", "22", "24",
            "25", "26", "27", "28", "35", "40", "41", "46", "47", "48", "49");

    /** The version of the newest migration. */
    static final String NEWEST = VERSIONS.get(VERSIONS.size() - 1);

    private static final String LOCATION = "classpath:org/cardwright/pipeline/ledger/migration";

    /** Until this version is complete no table can hold anything. */
    private static final String FIRST_COMPLETE = "2";

    /** Every table but the history itself, which a half-made database may have filled. */
    private static final String TABLES = "select table_name from information_schema.tables"
            + " where table_schema = 'PUBLIC' and table_name <> 'flyway_schema_history' order by table_name";

    /** Tables made with one row, and what that row counts: 0 as long as nothing happened. */
    private static final Map<String, String> BORN = Map.of(
            "AUDIT_HEAD", "select number from audit_head",
            "NEXT_BATCH_NUMBER", "select number - 1 from next_batch_number");

    private Migrations() {}

    /**
     * True when nothing is to be done. One query: Flyway takes a third of a start.
     *
     * @throws NotReconciledException when a newer program made the tables: this one would not find its rows; or one that lacked a
     *     migration of this program, or had another one: nothing may run behind what came later
     */
    static boolean areCurrent(DataSource dataSource) {
        List<String> versions = versions(new JdbcTemplate(dataSource));
        for (String version : versions) {
            if (Integer.parseInt(version) > Integer.parseInt(NEWEST)) {
                throw new NotReconciledException("the database belongs to a newer program: its tables have version "
                        + version + ", this program knows " + NEWEST + "; nothing was changed");
            }
        }
        if (versions.contains(FIRST_COMPLETE)) {
            requireInOrder(versions);
        }
        return versions.size() == VERSIONS.size();
    }

    /** A database has the first so many of the versions. */
    private static void requireInOrder(List<String> versions) {
        for (String version : versions) {
            if (!VERSIONS.contains(version)) {
                throw other("have version " + version + ", which this program does not know");
            }
        }
        boolean lacksOne = false;
        for (String version : VERSIONS) {
            boolean there = versions.contains(version);
            if (there && lacksOne) {
                throw other("have version " + version + ", but not all that come before it");
            }
            lacksOne |= !there;
        }
    }

    private static NotReconciledException other(String what) {
        return new NotReconciledException(
                "the database belongs to another program: its tables " + what + "; nothing was changed");
    }

    private static List<String> versions(JdbcTemplate jdbc) {
        try {
            return jdbc.queryForList(
                    "select \"version\" from \"flyway_schema_history\" where \"version\" is not null and \"success\" = true",
                    String.class);
        } catch (BadSqlGrammarException noTableYet) {
            return List.of();
        }
    }

    /** Brings the tables to a version. */
    static void migrate(DataSource dataSource, boolean embedded, String version) {
        if (embedded) {
            new TableCopies(new JdbcTemplate(dataSource)).putRight();
            clearHalfMade(new JdbcTemplate(dataSource));
        }
        Flyway.configure()
                .dataSource(dataSource)
                .locations(LOCATION)
                .javaMigrations(new JobRepositoryTables(embedded), new LiveOrderColumns(embedded))
                .callbacks(embedded ? new Callback[0] : new Callback[] {new LeftOverTables()})
                .target(version)
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /**
     * Begins anew where a run was killed while it made the first tables: H2 commits every single one of them, so that the rest of
     * the migration would stumble over what is there. For PostgreSQL see {@link LeftOverTables}.
     *
     * @throws NotReconciledException when a table holds rows: then this is no half-made database, and nobody may clear it
     */
    private static void clearHalfMade(JdbcTemplate jdbc) {
        if (versions(jdbc).contains(FIRST_COMPLETE)) {
            // What comes after can be repeated; Flyway would wait for somebody to say so.
            jdbc.update("delete from \"flyway_schema_history\" where \"success\" = false");
            return;
        }
        for (String table : jdbc.queryForList(TABLES, String.class)) {
            String counted = BORN.get(table);
            int held = counted == null ? rows(jdbc, table) : count(jdbc, counted);
            if (held > 0) {
                throw new NotReconciledException("the database is damaged: table " + table
                        + " holds rows, but the history of the tables is not complete; nothing was changed");
            }
        }
        jdbc.execute("drop all objects");
    }

    private static int rows(JdbcTemplate jdbc, String table) {
        return count(jdbc, "select count(*) from \"" + table.replace("\"", "\"\"") + "\"");
    }

    /** A whole number; 0 for no row. */
    private static int count(JdbcTemplate jdbc, String sql, Object... arguments) {
        return jdbc.queryForList(sql, Integer.class, arguments).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Version 1: the tables of Spring Batch, from its own script. */
    private static final class JobRepositoryTables implements JavaMigration {

        private final boolean embedded;

        JobRepositoryTables(boolean embedded) {
            this.embedded = embedded;
        }

        @Override
        public MigrationVersion getVersion() {
            return MigrationVersion.fromVersion("1");
        }

        @Override
        public String getDescription() {
            return "job repository";
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
        public void migrate(Context context) {
            String name = embedded ? "schema-h2.sql" : "schema-postgresql.sql";
            ScriptUtils.executeSqlScript(
                    context.getConnection(), new ClassPathResource("org/springframework/batch/core/" + name));
        }
    }
}
