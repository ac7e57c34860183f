package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cardwright.pipeline.ledger.ChipAttempts.Card;
import org.cardwright.pipeline.ledger.ChipAttempts.Chip;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.Place;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipAttempts.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A card is on one chip at most, and every chip that it used up has a row. */
class ChipAttemptsTest {

    private static final Card CARD = new Card("A1".repeat(32), 7);
    private static final Card OTHER_CARD = new Card(CARD.batch(), 8);
    private static final String KEY_DATA = "FFFFFF99999901020304";
    private static final Chip CHIP = new Chip(KEY_DATA, "6001010203040000", 0xFF);
    private static final Chip OTHER_CHIP = new Chip("FFFFFF99999905060708", "6001050607080000", 0xFF);
    private static final Place STATION = Place.desk("475000000007");
    private static final Instant NOW = Instant.parse("2026-11-22T17:00:00Z");

    private static final RowSeal SEAL = TestSeal.under("key");

    private Database database;
    private Audit audit;
    private ChipAttempts attempts;

    @BeforeEach
    void open() {
        database = Database.open(new DatabaseSettings("jdbc:h2:mem:" + UUID.randomUUID(), "sa", ""));
        JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
        audit = new Audit(
                transactions, new Audit.Terms(Clock.fixed(NOW, ZoneOffset.UTC), "test", SEAL, Optional.empty()));
        attempts = new ChipAttempts(transactions, SEAL, audit, InstantSource.fixed(NOW));
        batch(CARD.batch(), "AB", BatchState.CLOSED);
    }

    private void batch(String batch, String hash, BatchState state) {
        new JdbcTemplate(database.dataSource())
                .update(
                        "insert into batch values (?, 'bank', ?, 1, 'csv', '2026-11-21', 1, 'out', null, ?, null, '')",
                        batch,
                        hash,
                        state.name());
    }

    private ChipAttempt start(Card card, Chip chip) {
        return attempts.start(card, chip, STATION);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_card_that_is_on_a_chip_gets_no_other() {
        attempts.end(start(CARD, CHIP), State.GOOD, "");
        assertThat(attempts.of(CARD))
                .containsExactly(new ChipAttempt(
                        CARD, 1, State.GOOD, CHIP, new Work(STATION, NOW.toString(), NOW.toString(), 0, ""), ""));
        assertThatThrownBy(() -> start(CARD, OTHER_CHIP))
                .isInstanceOf(WrongUsageException.class)
                .hasMessage("the card was personalized on chip " + KEY_DATA + ", attempt 1");
        start(OTHER_CARD, OTHER_CHIP);
        assertThat(attempts.of(CARD)).hasSize(1);
    }

    @Test
    void a_refused_chip_is_followed_by_another_attempt() {
        attempts.end(start(CARD, CHIP), State.REFUSED, "6A80");
        ChipAttempt second = start(CARD, OTHER_CHIP);
        assertThat(second.number()).isEqualTo(2);
        attempts.end(second, State.GOOD, "");
        assertThat(attempts.of(CARD)).extracting(ChipAttempt::state).containsExactly(State.REFUSED, State.GOOD);
        assertThat(attempts.of(CARD).get(0).detail()).isEqualTo("6A80");
    }

    @Test
    void an_attempt_without_an_end_blocks_the_card() {
        ChipAttempt begun = start(CARD, CHIP);
        assertThatThrownBy(() -> attempts.requireFree(CARD)).hasMessageContaining("nobody knows its end");
        assertThatThrownBy(() -> start(CARD, OTHER_CHIP)).isInstanceOf(WrongUsageException.class);
        assertThat(attempts.isOpen(begun)).isTrue();
    }

    /** A good card that still lies in the reader is not written over, whatever card is the next, and of whatever batch. */
    @ParameterizedTest
    @EnumSource(State.class)
    void a_chip_that_was_used_gets_nothing_more(State state) {
        String next = "B2".repeat(32);
        batch(next, "CD", BatchState.CLOSED);
        ChipAttempt first = start(CARD, CHIP);
        if (state != State.STARTED) {
            attempts.end(first, state, "");
        }
        for (Card card : List.of(OTHER_CARD, new Card(next, 1))) {
            assertThatThrownBy(() -> start(card, CHIP))
                    .isInstanceOf(WrongUsageException.class)
                    .hasMessage("chip " + KEY_DATA + " was used for card 7 of batch " + CARD.batch() + " and is "
                            + state + ": take it out, and put a blank one in");
        }
        assertThat(attempts.of(OTHER_CARD)).isEmpty();
    }

    @Test
    void a_refused_chip_is_not_tried_again_for_the_same_card() {
        attempts.end(start(CARD, CHIP), State.REFUSED, "6A80");
        assertThatThrownBy(() -> start(CARD, CHIP)).isInstanceOf(WrongUsageException.class);
    }

    /** Cards with undiversified keys may have the same data; what says no number may be any of them. */
    @Test
    void chips_of_the_same_key_data_are_told_apart_by_their_numbers() {
        start(CARD, CHIP);
        Chip unnumbered = new Chip(KEY_DATA, "", 0xFF);
        assertThatThrownBy(() -> start(OTHER_CARD, unnumbered)).isInstanceOf(WrongUsageException.class);
        Chip another = new Chip(KEY_DATA, "6001010203040001", 0xFF);
        assertThat(start(OTHER_CARD, another).number()).isEqualTo(1);
    }

    @Test
    void nothing_goes_onto_a_chip_out_of_a_batch_that_this_ledger_has_not_closed() {
        String open = "B2".repeat(32);
        batch(open, "CD", BatchState.OPEN);
        for (String batch : List.of(open, "C3".repeat(32))) {
            assertThatThrownBy(() -> start(new Card(batch, 1), CHIP))
                    .isInstanceOf(WrongUsageException.class)
                    .hasMessageContaining("has not closed this batch");
        }
    }

    @Test
    void a_card_that_two_persons_let_be_made_again_goes_onto_no_chip() {
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        OrderKeys keys = new BatchNumbers(database.dataSource()).assigned(CARD.batch());
        jdbc.update(
                "insert into ordered_card (order_key, batch_number, record_number, order_reference, state, record_index)"
                        + " values (?, ?, 9, 'A-9', 'GOOD', 7)",
                keys.of(9),
                keys.number());
        attempts.requireFree(CARD);
        ApprovalTable approvals = new ApprovalTable(database.dataSource(), SEAL);
        ApprovalRequest asked = new ApprovalRequest(
                "duplicate-1",
                ApprovalRequest.Act.DUPLICATE,
                CARD.batch(),
                "A-9",
                ApprovalRequest.State.REQUESTED,
                "ada",
                "lost",
                "");
        approvals.insert(asked);
        attempts.requireFree(CARD);
        ApprovalRequest approved = asked.approved("bob");
        approvals.replace(asked, approved);
        audit.append(new Audit.Act("bob", AuditEvent.DUPLICATE_APPROVED, true, CARD.batch(), "order A-9: lost"));
        assertThatThrownBy(() -> start(CARD, CHIP)).hasMessageContaining("made once more");
        approvals.replace(approved, approved.in(ApprovalRequest.State.USED));
        assertThatThrownBy(() -> start(CARD, CHIP))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("made once more");
        jdbc.update("delete from approval_request");
        assertThatThrownBy(() -> start(CARD, CHIP))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("0 approvals of cards that are made once more, the audit 1");
    }

    /** Another station that read at the same moment has a row with the next number, or with none of the ones before. */
    @Test
    void no_two_rows_of_a_card_are_begun_or_good() {
        ChipAttemptTable table = new ChipAttemptTable(database.dataSource(), SEAL);
        ChipAttempt first = start(CARD, CHIP);
        ChipAttempt other = new ChipAttempt(CARD, 2, State.STARTED, OTHER_CHIP, first.work(), "");
        assertThatThrownBy(() -> table.insert(other)).isInstanceOf(DuplicateKeyException.class);
        attempts.end(first, State.GOOD, "");
        assertThatThrownBy(() -> table.insert(other)).isInstanceOf(DuplicateKeyException.class);
        ChipAttempt spoiled = start(OTHER_CARD, OTHER_CHIP);
        attempts.end(spoiled, State.REFUSED, "6A80");
        Chip third = new Chip("FFFFFF999999090A0B0C", "6001090A0B0C0000", 0xFF);
        assertThat(start(OTHER_CARD, third).number()).isEqualTo(2);
    }

    @Test
    void an_attempt_that_was_removed_is_missed() {
        attempts.end(start(CARD, CHIP), State.REFUSED, "6A80");
        attempts.end(start(CARD, OTHER_CHIP), State.GOOD, "");
        new JdbcTemplate(database.dataSource()).update("delete from chip_attempt where attempt = 1");
        assertThatThrownBy(() -> attempts.of(CARD))
                .isInstanceOf(NotReconciledException.class)
                .hasMessage("attempt 1 for card 7 is missing");
    }

    /** As version 15 wrote them. */
    @Test
    void rows_from_before_are_believed_and_block_their_chips() {
        List<String> fields = List.of(CARD.batch(), "7", "1", "GOOD", KEY_DATA, "");
        new JdbcTemplate(database.dataSource())
                .update(
                        "insert into chip_attempt (batch, card, attempt, state, key_data, detail, seal)"
                                + " values (?, 7, 1, 'GOOD', ?, '', ?)",
                        CARD.batch(),
                        KEY_DATA,
                        TestSeal.under("key").of("ledger.chip-attempt", fields));
        assertThat(attempts.of(CARD)).extracting(ChipAttempt::state).containsExactly(State.GOOD);
        assertThatThrownBy(() -> start(OTHER_CARD, CHIP)).isInstanceOf(WrongUsageException.class);
    }

    @Test
    void an_attempt_ends_once() {
        ChipAttempt begun = start(CARD, CHIP);
        attempts.end(begun, State.UNKNOWN, "x".repeat(500));
        assertThat(attempts.of(CARD).get(0).detail()).hasSize(400);
        assertThatThrownBy(() -> attempts.end(begun, State.GOOD, "")).isInstanceOf(NotReconciledException.class);
    }

    @Test
    void a_row_that_nobody_sealed_is_not_believed() {
        attempts.end(start(CARD, CHIP), State.GOOD, "");
        new JdbcTemplate(database.dataSource()).update("update chip_attempt set state = 'REFUSED'");
        assertThatThrownBy(() -> start(CARD, OTHER_CHIP))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("card 7");
    }
}
