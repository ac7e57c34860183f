package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class AuditTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T20:00:00Z"), ZoneOffset.UTC);

    private Database database;
    private Audit audit;

    @BeforeEach
    void three_entries() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));
        audit = new Audit(new JdbcTransactionManager(database.dataSource()), CLOCK, "host/1");
        audit.append(Audit.Act.bySystem(AuditEvent.BATCH_TAKEN, "batch", "issuer bank"));
        audit.append(new Audit.Act("ada", AuditEvent.RESTART_REQUESTED, true, "batch", "power cut"));
        audit.append(new Audit.Act("bob", AuditEvent.OPERATOR_REFUSED, false, "batch", "wrong passphrase"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keeps_user_event_time_success_origin_resource_and_reason() {
        assertThat(audit.entries())
                .hasSize(3)
                .element(2)
                .isEqualTo(new AuditEntry(
                        3,
                        CLOCK.instant(),
                        "bob",
                        AuditEvent.OPERATOR_REFUSED,
                        false,
                        "host/1",
                        "batch",
                        "wrong passphrase"));
        assertThat(audit.intact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set operator = 'eve' where number = 2",
                "update audit set success = true where number = 3",
                "update audit set at = '2026-11-21T20:00:01Z' where number = 1",
                "delete from audit where number = 2",
                "delete from audit where number = 3",
                "update audit set number = 4 where number = 3",
                "update audit_head set number = 2"
            })
    void sees_whatever_is_changed_behind_its_back(String change) {
        assertThat(new JdbcTemplate(database.dataSource()).update(change)).isEqualTo(1);

        assertThat(audit.intact()).isFalse();
    }

    @Test
    void an_entry_of_a_transaction_that_is_rolled_back_leaves_no_gap() {
        JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            audit.append(Audit.Act.bySystem(AuditEvent.BATCH_CLOSED, "batch", ""));
            status.setRollbackOnly();
        });
        audit.append(Audit.Act.bySystem(AuditEvent.BATCH_CLOSED, "batch", ""));

        assertThat(audit.entries()).hasSize(4);
        assertThat(audit.intact()).isTrue();
    }
}
