package org.cardwright.pipeline.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.cardwright.pipeline.ledger.ChipRuns.Group;
import org.cardwright.pipeline.ledger.ChipSheet.HeadLine;
import org.cardwright.pipeline.ledger.ChipSheet.RunLine;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of runs and of what their heads did, each under a code. */
final class ChipRunTable {

    private static final String RUN = "ledger.chip-run";
    private static final String HEAD = "ledger.chip-head";
    private static final String HAS_CHIP =
            " from ordered_card where batch_number = (select number from batch_number where batch = ?)"
                    + " and card_group = ? and state = 'GOOD' and record_index is not null and coalesce(chip_qc, '') <> '"
                    + ChannelState.NOT_APPLICABLE.name() + "'";

    private final JdbcTemplate jdbc;
    private final RowSeal seal;

    ChipRunTable(DataSource dataSource, RowSeal seal) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.seal = seal;
    }

    /** Record indexes of the cards of a group that have a chip, in order. */
    List<Long> cards(Group group) {
        return jdbc.queryForList(
                "select record_index" + HAS_CHIP + " order by record_index", Long.class, group.batch(), group.name());
    }

    /** Those that two persons let be made once more. */
    Set<Long> withdrawn(Group group) {
        return new HashSet<>(jdbc.queryForList(
                "select record_index" + HAS_CHIP + " and order_reference in (select subject from approval_request"
                        + " where batch = ? and act = ? and state in (?, ?))",
                Long.class,
                group.batch(),
                group.name(),
                group.batch(),
                ApprovalRequest.Act.DUPLICATE.name(),
                ApprovalRequest.State.APPROVED.name(),
                ApprovalRequest.State.USED.name()));
    }

    List<RunLine> runs(Group group) {
        List<RunLine> runs = new ArrayList<>();
        for (RunLine run : jdbc.query(
                "select * from chip_run where batch = ? and card_group = ? order by number",
                (row, n) -> read(row, group),
                group.batch(),
                group.name())) {
            runs.add(new RunLine(
                    run.id(),
                    run.number(),
                    run.station(),
                    run.begunAt(),
                    run.endedAt(),
                    run.ending(),
                    run.cards(),
                    run.carried(),
                    heads(run.id())));
        }
        return runs;
    }

    private RunLine read(ResultSet row, Group group) throws SQLException {
        RunLine run = new RunLine(
                row.getString("id"),
                row.getInt("number"),
                row.getString("station"),
                row.getString("begun_at"),
                row.getString("ended_at"),
                row.getString("ending"),
                row.getInt("cards"),
                row.getInt("carried"),
                List.of());
        requireSealed(RUN, run.fields(group), row.getString("seal"), "run " + run.number());
        return run;
    }

    private void requireSealed(String context, List<String> fields, String stored, String what) {
        if (!seal.of(context, fields).equals(stored)) {
            throw new NotReconciledException(what + " of the line is not as this program left it");
        }
    }

    void insert(RunLine run, Group group) {
        jdbc.update(
                "insert into chip_run (id, batch, card_group, number, station, cards, carried, begun_at, ended_at,"
                        + " ending, seal) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                run.id(),
                group.batch(),
                group.name(),
                run.number(),
                run.station(),
                run.cards(),
                run.carried(),
                run.begunAt(),
                run.endedAt(),
                run.ending(),
                seal.of(RUN, run.fields(group)));
    }

    /** False when it has ended already. */
    boolean end(RunLine ended, Group group) {
        return jdbc.update(
                        "update chip_run set ended_at = ?, ending = ?, seal = ? where id = ? and ended_at = ''",
                        ended.endedAt(),
                        ended.ending(),
                        seal.of(RUN, ended.fields(group)),
                        ended.id())
                == 1;
    }

    /** Keeps the run as it is until the transaction ends; false when another run has taken over. */
    boolean claim(String run) {
        return !jdbc.queryForList(
                        "select id from chip_run where id = ? and ended_at = '' for update", String.class, run)
                .isEmpty();
    }

    private List<HeadLine> heads(String run) {
        return jdbc.query("select * from chip_head where run = ? order by head", (row, n) -> head(row, run), run);
    }

    private HeadLine head(ResultSet row, String run) throws SQLException {
        HeadLine head = new HeadLine(
                row.getString("head"),
                row.getInt("taken"),
                row.getInt("good"),
                row.getInt("scrapped"),
                row.getInt("returned"),
                row.getInt("sample"));
        requireSealed(HEAD, fields(run, head), row.getString("seal"), "head " + head.head());
        return head;
    }

    private static List<String> fields(String run, HeadLine head) {
        return List.of(
                run,
                head.head(),
                "" + head.taken(),
                "" + head.good(),
                "" + head.scrapped(),
                "" + head.returned(),
                "" + head.sample());
    }

    /** What a head did so far. */
    HeadLine head(String run, String name) {
        Optional<HeadLine> found =
                heads(run).stream().filter(head -> head.head().equals(name)).findFirst();
        return found.orElseGet(() -> HeadLine.empty(name));
    }

    void store(String run, HeadLine head) {
        Object[] counts = {
            head.taken(),
            head.good(),
            head.scrapped(),
            head.returned(),
            head.sample(),
            seal.of(HEAD, fields(run, head)),
            run,
            head.head()
        };
        int rows = jdbc.update(
                "update chip_head set taken = ?, good = ?, scrapped = ?, returned = ?, sample = ?, seal = ?"
                        + " where run = ? and head = ?",
                counts);
        if (rows == 0) {
            jdbc.update(
                    "insert into chip_head (taken, good, scrapped, returned, sample, seal, run, head)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    counts);
        }
    }
}
