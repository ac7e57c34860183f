package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.cardwright.pipeline.ledger.ChipAttempts.Card;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A card is on one chip at most, and every chip that it used up has a row. */
class ChipAttemptsTest {

    private static final Card CARD = new Card("A1".repeat(32), 7);
    private static final String CHIP = "FFFFFF99999901020304";
    private static final String OTHER_CHIP = "FFFFFF99999905060708";

    private Database database;
    private ChipAttempts attempts;

    @BeforeEach
    void open() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));
        attempts = new ChipAttempts(new JdbcTransactionManager(database.dataSource()), TestSeal.under("key"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_card_that_is_on_a_chip_gets_no_other() {
        attempts.end(attempts.start(CARD, CHIP), State.GOOD, "");
        assertThat(attempts.of(CARD)).containsExactly(new ChipAttempt(CARD, 1, State.GOOD, CHIP, ""));
        assertThatThrownBy(() -> attempts.start(CARD, OTHER_CHIP))
                .isInstanceOf(WrongUsageException.class)
                .hasMessage("the card was personalized on chip " + CHIP + ", attempt 1");
        attempts.start(new Card(CARD.batch(), 8), OTHER_CHIP);
        assertThat(attempts.of(CARD)).hasSize(1);
    }

    @Test
    void a_refused_chip_is_followed_by_another_attempt() {
        attempts.end(attempts.start(CARD, CHIP), State.REFUSED, "6A80");
        ChipAttempt second = attempts.start(CARD, OTHER_CHIP);
        assertThat(second.number()).isEqualTo(2);
        attempts.end(second, State.GOOD, "");
        assertThat(attempts.of(CARD)).extracting(ChipAttempt::state).containsExactly(State.REFUSED, State.GOOD);
        assertThat(attempts.of(CARD).get(0).detail()).isEqualTo("6A80");
    }

    @Test
    void an_attempt_without_an_end_blocks_the_card_until_somebody_scraps_the_chip() {
        attempts.start(CARD, CHIP);
        assertThatThrownBy(() -> attempts.requireFree(CARD)).hasMessageContaining("nobody knows its end");
        assertThatThrownBy(() -> attempts.start(CARD, OTHER_CHIP)).isInstanceOf(WrongUsageException.class);
        attempts.scrapUnfinished(CARD);
        assertThat(attempts.of(CARD)).extracting(ChipAttempt::state).containsExactly(State.UNKNOWN);
        attempts.scrapUnfinished(CARD);
        assertThat(attempts.start(CARD, OTHER_CHIP).number()).isEqualTo(2);
    }

    @Test
    void an_attempt_ends_once() {
        ChipAttempt begun = attempts.start(CARD, CHIP);
        attempts.end(begun, State.UNKNOWN, "x".repeat(500));
        assertThat(attempts.of(CARD).get(0).detail()).hasSize(400);
        assertThatThrownBy(() -> attempts.end(begun, State.GOOD, "")).isInstanceOf(NotReconciledException.class);
    }

    @Test
    void a_row_that_nobody_sealed_is_not_believed() {
        attempts.end(attempts.start(CARD, CHIP), State.GOOD, "");
        new JdbcTemplate(database.dataSource()).update("update chip_attempt set state = 'REFUSED'");
        assertThatThrownBy(() -> attempts.start(CARD, OTHER_CHIP))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("card 7");
    }
}
