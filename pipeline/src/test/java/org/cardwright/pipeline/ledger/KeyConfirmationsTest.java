package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.Party;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.KeyConfirmations.Confirmation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What other parties said about keys holds for one check value, and only as this program wrote it. */
class KeyConfirmationsTest {

    private static final KeyName KEK2 = KeyName.of("personalizer.kek2-k0");
    private static final Party PERSONALIZER = new Party("personalizer");
    private static final KeyCheckValue HERE = checkValue("08D7B4");

    private Database database;
    private KeyConfirmations confirmations;

    @BeforeEach
    void open() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));
        confirmations = new KeyConfirmations(new JdbcTransactionManager(database.dataSource()), TestSeal.under("key"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_confirmation_is_of_one_key_and_one_check_value() {
        assertThat(confirmations.parties(KEK2, HERE)).isEmpty();
        confirmations.put(new Confirmation(KEK2, HERE, PERSONALIZER));
        confirmations.put(new Confirmation(KEK2, HERE, PERSONALIZER));
        confirmations.put(new Confirmation(KEK2, HERE, new Party("another")));
        assertThat(confirmations.parties(KEK2, HERE)).containsExactly(new Party("another"), PERSONALIZER);
        assertThat(confirmations.parties(KEK2, checkValue("08D7B5"))).isEmpty();
        assertThat(confirmations.parties(new KeyName("personalizer.kek2-k0", 2), HERE))
                .isEmpty();
    }

    @Test
    void a_row_that_nobody_sealed_is_not_believed() {
        confirmations.put(new Confirmation(KEK2, HERE, PERSONALIZER));
        new JdbcTemplate(database.dataSource()).update("update key_confirmation set check_value = 'TDES_ZEROS:08D7B5'");
        assertThat(confirmations.parties(KEK2, HERE)).isEmpty();
        assertThatThrownBy(() -> confirmations.parties(KEK2, checkValue("08D7B5")))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("personalizer.kek2-k0/1 by personalizer");
    }

    private static KeyCheckValue checkValue(String hex) {
        return new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, ByteString.fromHex(hex));
    }
}
