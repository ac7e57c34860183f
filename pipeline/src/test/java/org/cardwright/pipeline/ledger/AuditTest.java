package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
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
        database = EmptyLedger.database();
        audit = new Audit(new JdbcTransactionManager(database.dataSource()), terms("key"));
        audit.append(Audit.Act.bySystem(AuditEvent.BATCH_TAKEN, "batch", "issuer bank"));
        audit.append(new Audit.Act("ada", AuditEvent.RESTART_REQUESTED, true, "batch", "power cut"));
        audit.append(new Audit.Act("bob", AuditEvent.OPERATOR_REFUSED, false, "batch", "wrong passphrase"));
    }

    private static Audit.Terms terms(String key) {
        return new Audit.Terms(CLOCK, "host/1", TestSeal.under(key), Optional.empty());
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
        assertThat(intact()).isTrue();
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

        assertThat(intact()).isFalse();
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
        assertThat(intact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from audit where number = 1000",
                "delete from audit where number = 1001",
                "update audit set reason = 'other' where number = 2004",
                "update audit_head set number = 2003, hash = (select hash from audit where number = 2003)"
            })
    void looks_at_a_long_chain_part_by_part(String change) {
        JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            for (int i = 0; i < 2_001; i++) {
                audit.append(Audit.Act.bySystem(AuditEvent.KEYS_USED, "batch", "chunk " + i));
            }
        });
        assertThat(intact()).isTrue();
        assertThat(audit.acts("batch")).hasSize(3);

        new JdbcTemplate(database.dataSource()).update(change);
        assertThat(intact()).isFalse();
    }

    @Test
    void shows_nothing_wrong_to_whoever_has_the_key_and_everything_to_whoever_has_another() {
        assertThat(intact()).isTrue();
        Audit other = new Audit(new JdbcTransactionManager(database.dataSource()), terms("another key"));
        assertThat(other.check(Optional.empty()).intact()).isFalse();
    }

    @Test
    void an_end_that_was_cut_off_is_missed_by_whoever_kept_the_head() {
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        AuditHead kept = audit.check(Optional.empty()).head();
        assertThat(AuditHead.parse(kept.toString().toLowerCase(Locale.ROOT))).isEqualTo(kept);
        audit.append(Audit.Act.bySystem(AuditEvent.BATCH_CLOSED, "batch", ""));
        assertThat(audit.check(Optional.of(kept))).matches(found -> found.intact() && found.keptFound());

        jdbc.update("delete from audit where number > 2");
        jdbc.update("update audit_head set number = 2, hash = (select hash from audit where number = 2)");

        assertThat(intact()).as("a beginning is a chain as well").isTrue();
        assertThat(audit.check(Optional.of(kept)).keptFound()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3:", "0:", "3:AB", "x:", "-1:"})
    void a_head_in_another_form_is_refused(String text) {
        String full = text.endsWith(":") ? text + "0".repeat(64) : text;
        if (full.equals("3:" + "0".repeat(64))) {
            assertThat(AuditHead.parse(full).number()).isEqualTo(3);
        } else {
            assertThatThrownBy(() -> AuditHead.parse(full)).isInstanceOf(WrongUsageException.class);
        }
    }

    private boolean intact() {
        return audit.check(Optional.empty()).intact();
    }
}
