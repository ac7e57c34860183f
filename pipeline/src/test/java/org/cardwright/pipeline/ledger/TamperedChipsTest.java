package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.cardwright.pipeline.ledger.ChipAttempts.State;
import org.cardwright.pipeline.ledger.ChipRun.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can write the database can hide no card and no chip from a line: not by rows of his own, nor by rows that were true once. */
class TamperedChipsTest {

    private ChipFloor floor;

    @BeforeEach
    void open() {
        floor = new ChipFloor();
    }

    @AfterEach
    void close() {
        floor.close();
    }

    private void refused(String why) {
        assertThatThrownBy(floor::sheet)
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining(why);
        assertThatThrownBy(floor::begin)
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "card_group = 'visa-red'",
                "state = 'HELD'",
                "record_index = 9",
                "order_reference = 'A-9'",
                "chip_qc = 'NOT_APPLICABLE'"
            })
    void the_cards_are_those_of_the_sealed_manifest(String change) {
        assertThat(floor.sheet().now().cards()).isEqualTo(3);
        floor.jdbc().update("update ordered_card set " + change + " where record_index = 2");
        refused("the sealed manifest has 3 cards with a chip");
    }

    @Test
    void an_approval_that_nobody_gave_withdraws_no_card() {
        floor.jdbc()
                .update(
                        "insert into approval_request (id, act, batch, subject, state, requested_by, reason, approved_by,"
                                + " seal) values ('duplicate-1', 'DUPLICATE', ?, 'A-1', 'APPROVED', 'ada', 'lost', 'bob', '')",
                        ChipFloor.GROUP.batch());
        refused("nobody's approval is in it");
    }

    @Test
    void an_approval_that_was_given_is_not_forgotten() {
        floor.duplicate("A-1");
        assertThat(floor.sheet().now().withdrawn()).isEqualTo(1);
        floor.jdbc().update("delete from approval_request");
        refused("0 approvals of cards that are made once more, the audit 1");
    }

    @Test
    void a_card_of_a_desk_that_is_gone_is_missed() {
        floor.atDesk(1, State.GOOD);
        floor.jdbc().update("delete from chip_attempt");
        refused("the audit knows of card 1, attempt 1 on chip FFFFFF99999900000001: GOOD at a desk");
    }

    @Test
    void a_spoiled_chip_of_a_run_that_is_gone_is_missed() {
        ChipRun run = floor.begin();
        floor.made(run, State.REFUSED);
        floor.made(run, State.UNKNOWN);
        run.finish("stopped");
        floor.jdbc().update("delete from chip_attempt where attempt = 2");
        refused("run 1, head head 1: chips name good 0, scrapped 1");
    }

    /** Their sum is what it was. */
    @Test
    void counts_that_take_from_each_other_are_not_believed() {
        ChipRun run = floor.begin();
        floor.made(run, State.GOOD);
        run.finish("stopped");
        floor.jdbc().update("update chip_head set used = -3, cut_off = 3");
        refused("fewer blanks than none");
        floor.jdbc().update("update chip_head set used = 0, cut_off = 0");
        assertThat(floor.sheet().difference()).isZero();
    }

    /** Each row was true once. */
    @Test
    void a_run_that_is_put_back_to_an_older_moment_is_not_believed() {
        ChipRun run = floor.begin();
        floor.made(run, State.GOOD);
        List<Map<String, Object>> head = floor.jdbc().queryForList("select * from chip_head");
        floor.made(run, State.GOOD);
        run.finish("stopped");
        assertThat(floor.sheet().now().good()).isEqualTo(2);
        floor.jdbc().update("delete from chip_attempt where card = 2");
        floor.jdbc()
                .update(
                        "update chip_head set taken = 1, good = 1, seal = ?",
                        head.get(0).get("seal"));
        refused("its chips are not those with which it ended");
    }

    @Test
    void a_run_that_is_gone_is_missed() {
        ChipRun run = floor.begin();
        floor.made(run, State.GOOD);
        run.finish("stopped");
        List.of("chip_attempt", "chip_head", "chip_run")
                .forEach(table -> floor.jdbc().update("delete from " + table));
        refused("run 1 of group visa-blue was begun 1 times, as the audit knows, and the ledger has 0");
    }

    /** It would be taken for one that was cut off, and its good cards be made again. */
    @Test
    void a_run_that_ended_is_not_open_again() {
        ChipRun run = floor.begin();
        Task task = floor.begun(run);
        Map<String, Object> begun = floor.jdbc().queryForMap("select * from chip_attempt");
        Map<String, Object> open = floor.jdbc().queryForMap("select * from chip_run");
        run.end(task, State.GOOD, "");
        run.finish("stopped");
        floor.jdbc().update("delete from chip_head");
        floor.jdbc()
                .update(
                        "update chip_attempt set state = 'STARTED', ended_at = '', place = 0, seal = ?",
                        begun.get("seal"));
        floor.jdbc().update("update chip_run set ended_at = '', ending = '', seal = ?", open.get("seal"));
        refused("its chips are not those with which it ended");
    }
}
