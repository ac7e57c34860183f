package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cardwright.crypto.module.SecurityModuleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Serial numbers of certificates: each once, and nobody waits for whoever gives some back. */
class SerialNumbersTest {

    private static final String BATCH = "ab".repeat(32);

    private Database database;
    private BatchRegister register;
    private SerialNumbers serials;

    @BeforeEach
    void open() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));
        register = new BatchRegister(database.dataSource());
        register.insert(TakenBatch.of(BATCH, "01", 7, 1));
        serials = new SerialNumbers(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void deals_serial_numbers_without_a_gap_and_never_twice() {
        serials.reserve(BATCH, "bank.issuer/1", 5);
        List<Long> dealt = new ArrayList<>();
        dealt.add(serials.take(BATCH, "bank.issuer/1", 2));
        dealt.add(serials.take(BATCH, "bank.issuer/1", 3));
        assertThat(dealt).containsExactly(1L, 3L);
        assertThatThrownBy(() -> serials.take(BATCH, "bank.issuer/1", 1)).isInstanceOf(NotReconciledException.class);

        String other = "cd".repeat(32);
        register.insert(TakenBatch.of(other, "02", 8, 1));
        serials.reserve(other, "bank.issuer/1", 5);
        assertThat(serials.take(other, "bank.issuer/1", 1)).isEqualTo(6);
    }

    @Test
    void gives_back_the_serial_numbers_that_nobody_needed_unless_others_lie_behind_them() {
        serials.reserve(BATCH, "bank.issuer/1", 100);
        serials.take(BATCH, "bank.issuer/1", 3);
        serials.giveBack(BATCH);
        assertThatThrownBy(() -> serials.take(BATCH, "bank.issuer/1", 1)).isInstanceOf(NotReconciledException.class);

        String second = "cd".repeat(32);
        String third = "ef".repeat(32);
        register.insert(TakenBatch.of(second, "02", 8, 1));
        register.insert(TakenBatch.of(third, "03", 9, 1));
        serials.reserve(second, "bank.issuer/1", 10);
        serials.reserve(third, "bank.issuer/1", 10);
        assertThat(serials.take(second, "bank.issuer/1", 1)).isEqualTo(4);
        serials.giveBack(second);
        assertThat(serials.take(third, "bank.issuer/1", 10)).isEqualTo(14);
    }

    @Test
    void refuses_a_batch_for_which_an_issuer_key_has_no_serial_numbers_left() {

        assertThatThrownBy(() -> serials.reserve(BATCH, "bank.issuer/1", SerialNumbers.LARGEST + 1))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(SecurityModuleException.Kind.KEY_REFUSED));
    }

    /** The end of an intake holds the end of the audit; whoever takes in a batch holds the numbers and waits for the audit. */
    @Test
    void gives_nothing_back_while_another_batch_takes_numbers_and_does_not_wait_for_it() throws SQLException {
        serials.reserve(BATCH, "bank.issuer/1", 100);
        serials.take(BATCH, "bank.issuer/1", 3);
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeQuery(
                    "select next_number from certificate_serial where issuer_key = 'bank.issuer/1' for update");
            serials.giveBack(BATCH);
            other.rollback();
            other.setAutoCommit(true);
        }
        assertThatThrownBy(() -> serials.take(BATCH, "bank.issuer/1", 1)).isInstanceOf(NotReconciledException.class);

        String second = "cd".repeat(32);
        register.insert(TakenBatch.of(second, "02", 8, 1));
        serials.reserve(second, "bank.issuer/1", 10);
        assertThat(serials.take(second, "bank.issuer/1", 1)).isEqualTo(101);
    }
}
