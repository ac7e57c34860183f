package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.pipeline.ledger.TwoPersons.login;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.module.PassphraseCost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Cards that others make have left when two persons say so, and those that are made here never by their word. */
class CardsOfOthersTest {

    private static final String BATCH = ChipFloor.GROUP.batch();
    private static final String GROUP = ChipFloor.GROUP.name();

    private ChipFloor floor;
    private Approvals approvals;
    private CardDispatches dispatches;
    private CardsOfOthers others;

    @BeforeEach
    void open() {
        floor = new ChipFloor();
        JdbcTransactionManager transactions = new JdbcTransactionManager(floor.dataSource());
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
        dispatches = new CardDispatches(transactions, floor.audit, floor.seal, ChipFloor.CLOCK);
        others = new CardsOfOthers(transactions, dispatches, approvals, floor.audit);
    }

    @AfterEach
    void close() {
        floor.close();
    }

    private ApprovalRequest asked(String group) {
        return others.request(BATCH, group, new StationDesk.Spoken(login("ada", ""), "courier, slip 4711"));
    }

    @Test
    void cards_have_left_when_two_persons_have_said_so_and_once() {
        ApprovalRequest request = asked(GROUP);
        assertThat(others.note(request)).as("one person").isEmpty();
        assertThat(dispatches.of(BATCH)).isEmpty();

        ApprovalRequest approved = approvals.approve(request.id(), login("bob", ""));
        assertThat(others.note(approved)).map(CardDispatches.Sent::cards).contains(4);
        assertThat(others.note(approved)).as("twice").isEmpty();
        assertThat(dispatches.of(BATCH))
                .containsExactly(
                        new CardDispatch(BATCH, 1, 3, ChipFloor.CLOCK.instant(), "bob"),
                        new CardDispatch(BATCH, 5, 5, ChipFloor.CLOCK.instant(), "bob"));
        assertThat(floor.audit.acts(BATCH))
                .extracting(entry -> entry.event() + " " + entry.operator() + " " + entry.reason())
                .contains(
                        "DISPATCH_REQUESTED ada group visa-blue: courier, slip 4711",
                        "DISPATCH_NOTED bob group visa-blue: courier, slip 4711",
                        "CARDS_DISPATCHED bob 4 cards left, 0 stay");
        assertThatThrownBy(() -> floor.atDesk(1, ChipAttempts.State.GOOD)).hasMessageContaining("has left the house");
    }

    /** Product and plastic have up to 48 characters each, and a dot between them. */
    @Test
    void a_group_with_the_longest_name_can_leave() {
        String longest = "p".repeat(48) + "." + "q".repeat(48);
        floor.jdbc().update("update ordered_card set card_group = ?", longest);
        ApprovalRequest approved = approvals.approve(asked(longest).id(), login("bob", ""));
        assertThat(others.note(approved)).map(CardDispatches.Sent::cards).contains(5);
    }

    @Test
    void what_is_made_here_leaves_by_the_word_of_nobody() {
        ApprovalRequest early = asked(GROUP);
        floor.atDesk(2, ChipAttempts.State.REFUSED);
        assertThatThrownBy(() -> asked(GROUP))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("group visa-blue is made here");
        ApprovalRequest approved = approvals.approve(early.id(), login("bob", ""));
        assertThatThrownBy(() -> others.note(approved)).hasMessageContaining("is made here");
        assertThat(dispatches.of(BATCH)).isEmpty();
        assertThatThrownBy(() -> asked("visa-green")).hasMessageContaining("no batch with cards of group visa-green");
    }
}
