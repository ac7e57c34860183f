package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.pipeline.ledger.TwoPersons.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.pipeline.ledger.StationJobs.Plan;
import org.cardwright.pipeline.ledger.StationJobs.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What was said of the wrong cards, or too early, two persons take back until a mailer of them is planned. */
class DispatchWithdrawalsTest {

    private static final String BATCH = ChipFloor.GROUP.batch();
    private static final List<Long> CARDS = List.of(1L, 2L, 3L);
    private static final Instant LEFT = Instant.parse("2026-11-22T18:00:00Z");
    private static final Room MAILERS =
            new Room("mailers", Optional.empty(), "mailers", 1, new DispatchRule.Mails(Optional.of(LEFT)));
    private static final Room EMBOSSING = new Room("embossing", Optional.empty(), "embossing", 1);

    private ChipFloor floor;
    private JdbcTransactionManager transactions;
    private Approvals approvals;
    private CardDispatches dispatches;
    private DispatchWithdrawals withdrawals;

    @BeforeEach
    void open() {
        floor = new ChipFloor();
        transactions = new JdbcTransactionManager(floor.dataSource());
        Operators operators = new Operators(
                transactions, floor.audit, floor.seal, new Operators.Terms(ChipFloor.CLOCK, PassphraseCost.LEAST));
        operators.add(login("root", ""), Set.of(OperatorRole.ADMINISTRATOR), Optional.empty());
        for (String who : List.of("ada", "bob")) {
            operators.add(
                    login(who, "initial "),
                    Set.of(OperatorRole.OPERATOR, OperatorRole.APPROVER),
                    Optional.of(login("root", "")));
            operators.changePassphrase(login(who, "initial "), login(who, ""));
        }
        approvals = new Approvals(transactions, operators, floor.audit, floor.seal);
        dispatches = at(Duration.ofHours(1));
        withdrawals = new DispatchWithdrawals(transactions, dispatches, approvals, floor.audit);
        floor.atDesk(1, ChipAttempts.State.GOOD);
        floor.atDesk(3, ChipAttempts.State.GOOD);
        sent(dispatches);
    }

    @AfterEach
    void close() {
        floor.close();
    }

    private CardDispatches at(Duration later) {
        return new CardDispatches(transactions, floor.audit, floor.seal, Clock.offset(ChipFloor.CLOCK, later));
    }

    private static CardDispatches.Sent sent(CardDispatches at) {
        CardRoute chips = new CardRoute(ChipFloor.GROUP.name(), CARDS, Set.of(), CardRoute.Made.ON_CHIP);
        return at.confirm(BATCH, List.of(chips), Set.of("mailers"), "ada");
    }

    private ApprovalRequest asked(Instant moment) {
        return withdrawals.request(BATCH, moment, new StationDesk.Spoken(login("ada", ""), "the carrier did not come"));
    }

    private List<Long> taken(Room room) {
        StationJobs jobs =
                new StationJobs(transactions, floor.seal, Clock.offset(ChipFloor.CLOCK, Duration.ofHours(2)));
        return jobs.plan(new Plan(BATCH, room.name(), "F0".repeat(32), ChipFloor.GROUP.name(), room), CARDS, 9).stream()
                .flatMap(job -> jobs.cards(job).stream())
                .map(card -> card.of().card())
                .toList();
    }

    @Test
    void two_persons_take_it_back_once_and_the_cards_leave_on_another_day() {
        ApprovalRequest request = asked(LEFT);
        assertThat(withdrawals.note(request)).as("one person").isEmpty();
        assertThat(dispatches.of(BATCH)).hasSize(2);

        ApprovalRequest approved = approvals.approve(request.id(), login("bob", ""));
        assertThat(withdrawals.note(approved)).hasValue(2);
        assertThat(withdrawals.note(approved)).as("twice").isEmpty();
        assertThat(dispatches.of(BATCH)).isEmpty();
        assertThat(taken(MAILERS)).as("mailers of cards in the house").isEmpty();
        assertThat(floor.audit.acts(BATCH))
                .extracting(entry -> entry.event() + " " + entry.operator() + " " + entry.reason())
                .contains(
                        "WITHDRAWAL_REQUESTED ada left at 2026-11-22T18:00:00Z: the carrier did not come",
                        "WITHDRAWAL_NOTED bob left at 2026-11-22T18:00:00Z: the carrier did not come",
                        "CARDS_NOT_DISPATCHED bob 2 cards had not left at 2026-11-22T18:00:00Z");

        assertThat(sent(at(Duration.ofDays(2))).cards()).isEqualTo(2);
        assertThat(dispatches.of(BATCH))
                .extracting(CardDispatch::leftAt)
                .containsOnly(ChipFloor.CLOCK.instant().plus(Duration.ofDays(2)));
        assertThatThrownBy(() -> asked(LEFT)).hasMessageContaining("no card of the batch left at 2026-11-22T18:00:00Z");
    }

    @Test
    void it_is_too_late_when_a_mailer_is_planned() {
        ApprovalRequest approved = approvals.approve(asked(LEFT).id(), login("bob", ""));
        assertThat(taken(MAILERS)).containsExactly(1L, 3L);
        assertThatThrownBy(() -> asked(LEFT))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("room mailers got cards that left at 2026-11-22T18:00:00Z: it is too late");
        assertThatThrownBy(() -> withdrawals.note(approved)).hasMessageContaining("it is too late");
        assertThat(dispatches.of(BATCH)).hasSize(2);
    }

    /** A room that has only cards which have not left stands in nobody's way. */
    @Test
    void a_machine_with_other_cards_of_the_batch_keeps_nothing() {
        assertThat(taken(EMBOSSING)).containsExactly(2L);
        ApprovalRequest approved = approvals.approve(asked(LEFT).id(), login("bob", ""));
        assertThat(withdrawals.note(approved)).hasValue(2);
        assertThat(taken(new Room("engraving", Optional.empty(), "engraving", 1)))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_row_that_comes_back_behind_the_back_of_the_program_is_not_believed() {
        List<CardDispatch> rows = dispatches.of(BATCH);
        withdrawals.note(approvals.approve(asked(LEFT).id(), login("bob", "")));
        rows.forEach(new CardDispatchTable(floor.dataSource(), floor.seal)::insert);
        assertThatThrownBy(() -> dispatches.of(BATCH))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("2 cards of the batch that have left, the audit 0");
    }
}
