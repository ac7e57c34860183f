package org.cardwright.pipeline.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.cardwright.pipeline.ledger.ChipRuns.Group;
import org.cardwright.pipeline.ledger.ChipSheet.HeadLine;
import org.cardwright.pipeline.ledger.ChipSheet.RunLine;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** The rows of runs and of what their heads did, each under a code. */
final class ChipRunTable {

    private static final String RUN = "ledger.chip-run";
    private static final String HEAD = "ledger.chip-head";
    private static final String HAS_CHIP =
            " from ordered_card o where o.batch_number = (select number from batch_number where batch = ?)"
                    + " and o.card_group = ? and o.record_index is not null and coalesce(o.chip_qc, '') <> '"
                    + ChannelState.NOT_APPLICABLE.name() + "' and " + CardRanges.IS_GOOD;

    private final JdbcTemplate jdbc;
    private final RowSeal seal;

    ChipRunTable(DataSource dataSource, RowSeal seal) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.seal = seal;
    }

    /**
     * Record indexes of the cards of a group that have a chip, in order.
     *
     * @param orders whose cards two persons let be made once more
     * @param withdrawn gets the indexes of those
     * @throws NotReconciledException when they are not those of the sealed manifest
     */
    List<Long> cards(Group group, Set<String> orders, Set<Long> withdrawn) {
        List<Long> indexes = new ArrayList<>();
        SealedCards.Counter counter = new SealedCards.Counter();
        RowCallbackHandler each = row -> {
            long index = row.getLong("record_index");
            String order = row.getString("order_reference");
            indexes.add(index);
            counter.add(index, order);
            if (orders.contains(order)) {
                withdrawn.add(index);
            }
        };
        jdbc.query(
                "select record_index, order_reference" + HAS_CHIP + " order by record_index",
                each,
                group.batch(),
                group.name());
        if (!counter.end().equals(group.sealed())) {
            throw new NotReconciledException("group " + group.name() + ": the sealed manifest has "
                    + group.sealed().cards() + " cards with a chip, the ledger has " + indexes.size()
                    + " or others: nothing is made");
        }
        return indexes;
    }

    /** In order, numbered from 1. */
    List<RunLine> runs(Group group) {
        List<RunLine> runs = new ArrayList<>();
        for (RunLine run : jdbc.query(
                "select * from chip_run where batch = ? and card_group = ? order by number",
                (row, n) -> read(row, group),
                group.batch(),
                group.name())) {
            if (run.number() != runs.size() + 1) {
                throw new NotReconciledException(
                        "run " + (runs.size() + 1) + " of group " + group.name() + " is missing");
            }
            runs.add(run.with(heads(run.id())));
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

    /** What the heads of a run did so far. */
    List<HeadLine> heads(String run) {
        return jdbc.query("select * from chip_head where run = ? order by head", (row, n) -> head(row, run), run);
    }

    private HeadLine head(ResultSet row, String run) throws SQLException {
        HeadLine head = new HeadLine(
                row.getString("head"),
                row.getInt("taken"),
                row.getInt("good"),
                row.getInt("scrapped"),
                row.getInt("returned"),
                row.getInt("sample"),
                row.getInt("used"),
                row.getInt("cut_off"));
        requireSealed(HEAD, fields(run, head), row.getString("seal"), "head " + head.head());
        return head;
    }

    private static List<String> fields(String run, HeadLine head) {
        List<String> fields = new ArrayList<>(List.of(
                run,
                head.head(),
                "" + head.taken(),
                "" + head.good(),
                "" + head.scrapped(),
                "" + head.returned(),
                "" + head.sample()));
        // rows before version 47 had no more
        if (head.saysMore()) {
            fields.addAll(List.of("" + head.used(), "" + head.cutOff()));
        }
        return fields;
    }

    /** A head counts one more. */
    void count(String run, String head, UnaryOperator<HeadLine> more) {
        store(run, more.apply(head(run, head)));
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
            head.used(),
            head.cutOff(),
            seal.of(HEAD, fields(run, head)),
            run,
            head.head()
        };
        int rows = jdbc.update(
                "update chip_head set taken = ?, good = ?, scrapped = ?, returned = ?, sample = ?, used = ?, cut_off = ?,"
                        + " seal = ? where run = ? and head = ?",
                counts);
        if (rows == 0) {
            jdbc.update(
                    "insert into chip_head (taken, good, scrapped, returned, sample, used, cut_off, seal, run, head)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    counts);
        }
    }
}
