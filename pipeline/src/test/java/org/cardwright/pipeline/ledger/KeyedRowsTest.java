package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.operator.PassphraseRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What stands in the audit or among the people without the key of the security module is believed by nobody. */
class KeyedRowsTest {

    private static final String AT = "2026-11-20T08:00:00Z";
    private static final String PASSPHRASE = "the passphrase of ada";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void comes_up_wherever_an_earlier_attempt_was_killed(int statements) throws Exception {
        JdbcTemplate old = version4();
        statements().subList(0, statements).forEach(old::execute);
        try (Database database = Database.open(settings())) {
            assertThat(new Opened(database).audit.entries()).hasSize(1);
        }
    }

    @Test
    void an_entry_and_a_person_without_the_key_are_not_believed() throws Exception {
        version4();
        try (Database database = Database.open(settings())) {
            Opened opened = new Opened(database);
            assertThat(opened.audit.check(Optional.empty()).intact()).isFalse();
            OperatorLogin ada = new OperatorLogin("ada", PASSPHRASE.toCharArray());
            assertThatThrownBy(() -> opened.operators.prove(Optional.of(ada), OperatorRole.OPERATOR))
                    .isInstanceOf(NotReconciledException.class);
        }
    }

    /** What a start of the program puts over the tables. */
    private static final class Opened {

        private final Audit audit;
        private final Operators operators;

        Opened(Database database) {
            JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
            RowSeal seal = TestSeal.under("key");
            audit = new Audit(transactions, new Audit.Terms(Clock.systemUTC(), "host/1", seal, Optional.empty()));
            operators = new Operators(
                    transactions, audit, seal, new Operators.Terms(Clock.systemUTC(), PassphraseCost.LEAST));
        }
    }

    private DatabaseSettings settings() {
        return DatabaseSettings.embedded(folder);
    }

    /** One operator and the entry about it, as version 4 wrote them. */
    private JdbcTemplate version4() throws Exception {
        DriverManagerDataSource plain = new DriverManagerDataSource(
                settings().url(), settings().user(), settings().password());
        Migrations.migrate(plain, true, "4");
        JdbcTemplate jdbc = new JdbcTemplate(plain);
        String record = PassphraseRecord.of(PASSPHRASE.toCharArray(), PassphraseCost.LEAST, new SecureRandom())
                .text();
        jdbc.update("insert into operator_register values ('ada', 'OPERATOR', ?, 'system', ?)", record, AT);
        String zeros = "0".repeat(64);
        String hash = plainHash(zeros, "1", AT, "system", "OPERATOR_ADDED", "true", "host/7", "ada", "[OPERATOR]");
        jdbc.update(
                "insert into audit values (1, ?, 'system', 'OPERATOR_ADDED', true, 'host/7', 'ada', '[OPERATOR]', ?, ?)",
                AT,
                zeros,
                hash);
        jdbc.update("update audit_head set number = 1, hash = ?", hash);
        return jdbc;
    }

    /** Written a second time: SHA-256 over the fields, each with its length in front. */
    private static String plainHash(String... fields) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String field : fields) {
            text.append(field.length()).append(':').append(field);
        }
        return HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(text.toString().getBytes(StandardCharsets.US_ASCII)));
    }

    private static List<String> statements() throws IOException {
        ClassPathResource script = new ClassPathResource("migration/V5__keyed_rows.sql", Migrations.class);
        String text = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> all = Stream.of(text.replaceAll("--.*", "").split(";"))
                .filter(statement -> !statement.isBlank())
                .toList();
        assertThat(all).hasSize(4);
        return all;
    }
}
