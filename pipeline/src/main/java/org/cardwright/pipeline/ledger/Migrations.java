package org.cardwright.pipeline.ledger;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** Brings the tables of job repository and ledger to the version of this program. */
final class Migrations {

    private static final String LOCATION = "classpath:org/cardwright/pipeline/ledger/migration";

    /** Until this version is complete no table can hold anything. */
    private static final String FIRST_COMPLETE = "2";

    private Migrations() {}

    static void apply(DataSource dataSource, boolean embedded) {
        if (embedded) {
            clearHalfMade(new JdbcTemplate(dataSource));
        }
        Flyway.configure()
                .dataSource(dataSource)
                .locations(LOCATION)
                .javaMigrations(new JobRepositoryTables(embedded))
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /**
     * Begins anew where a run was killed while it made the first tables: H2 commits every single one of them, so that the rest of
     * the migration would stumble over what is there. PostgreSQL makes all or none.
     */
    private static void clearHalfMade(JdbcTemplate jdbc) {
        if (!isComplete(jdbc)) {
            jdbc.execute("drop all objects");
        }
    }

    private static boolean isComplete(JdbcTemplate jdbc) {
        try {
            Integer rows = jdbc.queryForObject(
                    "select count(*) from \"flyway_schema_history\" where \"version\" = ? and \"success\" = true",
                    Integer.class,
                    FIRST_COMPLETE);
            return rows != null && rows == 1;
        } catch (BadSqlGrammarException noTableYet) {
            return false;
        }
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
