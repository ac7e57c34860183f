package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.pipeline.ledger.ChipAttempts.Card;
import org.cardwright.pipeline.ledger.ChipAttempts.Chip;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;
import org.cardwright.pipeline.ledger.ChipAttempts.Place;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Two persons say that a chip is scrap, and the audit has both. */
class ScrappedChipsTest {

    private static final String BATCH = "ab".repeat(32);
    private static final Card CARD = new Card(BATCH, 7);
    private static final String KEY_DATA = "FFFFFF99999901020304";
    private static final Chip CHIP = new Chip(KEY_DATA, "6001010203040000", 0xFF);
    private static final Chip OTHER_CHIP = new Chip("FFFFFF99999905060708", "6001050607080000", 0xFF);
    private static final Place STATION = Place.desk("475000000007");

    private ChipAttempts attempts;
    private ScrappedChips scrapped;
    private Approvals approvals;
    private Audit audit;

    @BeforeEach
    void open() {
        Database database = EmptyLedger.database();
        new JdbcTemplate(database.dataSource())
                .update(
                        "insert into batch values (?, 'bank', 'AB', 1, 'csv', '2026-11-21', 1, 'out', null, 'CLOSED',"
                                + " null, '')",
                        BATCH);
        JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
        RowSeal seal = TestSeal.under("key");
        audit = new Audit(transactions, new Audit.Terms(Clock.systemUTC(), "host/1", seal, Optional.empty()));
        Operators operators =
                new Operators(transactions, audit, seal, new Operators.Terms(Clock.systemUTC(), PassphraseCost.LEAST));
        operators.add(login("root", ""), Set.of(OperatorRole.ADMINISTRATOR), Optional.empty());
        for (String who : List.of("ada", "bob")) {
            operators.add(
                    login(who, "initial "),
                    Set.of(OperatorRole.OPERATOR, OperatorRole.APPROVER),
                    Optional.of(login("root", "")));
            operators.changePassphrase(login(who, "initial "), login(who, ""));
        }
        attempts = new ChipAttempts(transactions, seal, audit, Clock.systemUTC());
        approvals = new Approvals(transactions, operators, audit, seal);
        scrapped = new ScrappedChips(transactions, attempts, approvals, audit);
    }

    private ApprovalRequest asked() {
        return scrapped.request(BATCH, KEY_DATA.toLowerCase(Locale.ROOT), "power cut", login("ada", ""));
    }

    @Test
    void a_card_gets_another_chip_when_two_persons_have_scrapped_the_one_before() {
        attempts.start(CARD, CHIP, STATION);
        ApprovalRequest request = asked();
        assertThat(scrapped.scrap(request)).as("one person").isEmpty();
        assertThatThrownBy(() -> approvals.approve(request.id(), login("ada", "")))
                .isInstanceOf(OperatorRefusedException.class);
        assertThatThrownBy(() -> attempts.requireFree(CARD)).hasMessageContaining("nobody knows its end");

        ApprovalRequest approved = approvals.approve(request.id(), login("bob", ""));
        assertThat(scrapped.scrap(approved)).map(ChipAttempt::of).contains(CARD);
        assertThat(scrapped.scrap(approved)).as("twice").isEmpty();

        assertThat(attempts.of(CARD))
                .extracting(ChipAttempt::state, ChipAttempt::detail)
                .containsExactly(tuple(State.UNKNOWN, "scrapped by request " + request.id()));
        assertThat(audit.acts(BATCH))
                .extracting(entry -> entry.event() + " " + entry.operator() + " " + entry.reason())
                .containsExactly(
                        "SCRAP_CHIP_REQUESTED ada chip " + CHIP.named() + ": power cut",
                        "OPERATOR_REFUSED ada asked for and approved by one person",
                        "SCRAP_CHIP_APPROVED bob chip " + CHIP.named() + ": power cut, asked for by ada",
                        "CHIP_ENDED_AT_DESK system card 7, attempt 1 on chip " + KEY_DATA + ": UNKNOWN",
                        "CHIP_SCRAPPED bob chip " + CHIP.named() + ": power cut");
        assertThat(attempts.start(CARD, OTHER_CHIP, STATION).number()).isEqualTo(2);
    }

    @Test
    void only_a_chip_without_an_end_is_given_up() {
        assertThatThrownBy(this::asked)
                .isInstanceOf(WrongUsageException.class)
                .hasMessage("the batch has no attempt without an end, and no sample, on such a chip");
        attempts.end(attempts.start(CARD, CHIP, STATION), State.GOOD, "");
        assertThatThrownBy(this::asked).isInstanceOf(WrongUsageException.class);
    }

    /** The line came to an end while the second person was on the way. */
    @Test
    void a_chip_that_ended_meanwhile_stays_as_it_is() {
        ChipAttempt begun = attempts.start(CARD, CHIP, STATION);
        ApprovalRequest approved = approvals.approve(asked().id(), login("bob", ""));
        attempts.end(begun, State.GOOD, "");
        assertThatThrownBy(() -> scrapped.scrap(approved)).isInstanceOf(WrongUsageException.class);
        assertThat(attempts.of(CARD)).extracting(ChipAttempt::state).containsExactly(State.GOOD);
    }

    /** It pays like the card itself. */
    @Test
    void a_sample_is_destroyed_by_two_persons_once_and_stays_a_sample() {
        attempts.end(attempts.start(CARD, CHIP, STATION), State.SAMPLE, "");
        assertThat(audit.hasDestroyed(BATCH, CHIP)).isFalse();
        ApprovalRequest approved = approvals.approve(asked().id(), login("bob", ""));
        assertThat(audit.hasDestroyed(BATCH, CHIP)).as("not yet carried out").isFalse();
        assertThat(scrapped.scrap(approved)).map(ChipAttempt::state).contains(State.SAMPLE);
        assertThat(audit.hasDestroyed(BATCH, CHIP)).isTrue();
        assertThat(audit.hasDestroyed(BATCH, OTHER_CHIP)).isFalse();
        assertThat(attempts.of(CARD)).extracting(ChipAttempt::state).containsExactly(State.SAMPLE);
        assertThat(audit.acts(BATCH))
                .last()
                .returns(AuditEvent.CHIP_SCRAPPED, AuditEntry::event)
                .returns("bob", AuditEntry::operator)
                .returns("chip " + CHIP.named() + ": power cut", AuditEntry::reason);
        assertThatThrownBy(this::asked).hasMessage("two persons said before that this sample is destroyed");
    }

    /** Chips are the same only when key data and number are. */
    @Test
    void of_two_samples_with_the_same_key_data_each_is_destroyed_for_itself() {
        Chip twin = new Chip(KEY_DATA, "6001090909090000", 0xFF);
        attempts.end(attempts.start(CARD, CHIP, STATION), State.SAMPLE, "");
        attempts.end(attempts.start(CARD, twin, STATION), State.SAMPLE, "");
        assertThatThrownBy(this::asked).hasMessageEndingWith(CHIP.named() + ", " + twin.named());
        ApprovalRequest request = scrapped.request(BATCH, twin.named(), "shredded", login("ada", ""));
        scrapped.scrap(approvals.approve(request.id(), login("bob", "")));
        assertThat(audit.hasDestroyed(BATCH, twin)).isTrue();
        assertThat(audit.hasDestroyed(BATCH, CHIP)).isFalse();
        assertThat(scrapped.scrap(approvals.approve(asked().id(), login("bob", ""))))
                .as("the one that is left has the key data for itself")
                .map(ChipAttempt::chip)
                .contains(CHIP);
        Chip third = new Chip(KEY_DATA, "6001070707070000", 0xFF);
        attempts.start(CARD, third, STATION);
        assertThat(scrapped.scrap(approvals.approve(asked().id(), login("bob", ""))))
                .as("a chip that was begun later")
                .map(ChipAttempt::chip)
                .contains(third);
    }

    private static OperatorLogin login(String who, String prefix) {
        return new OperatorLogin(who, (prefix + "passphrase of " + who).toCharArray());
    }
}
