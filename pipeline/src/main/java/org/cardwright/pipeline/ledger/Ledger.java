package org.cardwright.pipeline.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;

/**
 * Counts hand-overs and refuses every difference. The rules of counting live here and nowhere else.
 *
 * <p>{@link #claim}, {@link #record} and {@link #close} belong into the transaction of the chunk they count.
 */
public final class Ledger {

    private static final RowMapper<Account> ACCOUNT = (row, n) -> new Account(
            row.getLong("chunks"),
            new BatchCounts(
                    row.getInt("taken"),
                    row.getInt("good"),
                    row.getInt("rejected"),
                    row.getInt("held"),
                    row.getInt("remade")),
            row.getBoolean("closed"),
            Position.parse(row.getString("place")));

    private static final String GOOD = "GOOD";
    private static final String REJECTED = "REJECTED";
    private static final String HELD = "HELD";
    private static final String REMADE = "REMADE";

    private final JdbcTemplate jdbc;
    private final BatchNumbers numbers;
    private final ChannelQuality channels;
    private final LiveOrders live;

    /** Over the tables of the database. */
    public Ledger(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.numbers = new BatchNumbers(dataSource);
        this.channels = new ChannelQuality(dataSource);
        this.live = new LiveOrders(dataSource);
    }

    /**
     * What a step has handed over so far.
     *
     * @param chunks hand-overs
     * @param counts their sum; {@code in} is what was taken
     * @param closed true when the step is finished and its files were counted
     * @param position place reached with the last hand-over
     */
    public record Account(long chunks, BatchCounts counts, boolean closed, Position position) {

        /** A step that has not begun. */
        public static final Account NONE = new Account(0, BatchCounts.NONE, false, Position.START);
    }

    /**
     * Makes sure that this run still has the batch; holds its row until the chunk is committed, so that two runs can never
     * write at the same time.
     *
     * @throws RunLostException when another run has taken the batch over
     */
    public void claim(Run run) {
        int rows = jdbc.update(
                "update batch set run = run where batch = ? and run = ? and state = ?",
                run.batch(),
                run.token(),
                BatchState.OPEN.name());
        if (rows != 1) {
            throw new RunLostException(run.batch());
        }
    }

    /** The account of a step. */
    public Account account(String batch, StepName step) {
        List<Account> found =
                jdbc.query("select * from step_account where batch = ? and step = ?", ACCOUNT, batch, step.id());
        return Optional.ofNullable(DataAccessUtils.singleResult(found)).orElse(Account.NONE);
    }

    /**
     * Adds one hand-over to the account of a step.
     *
     * @param position place reached with it
     */
    public void record(Run run, StepName step, HandOver handOver, Position position) {
        Account before = account(run.batch(), step);
        if (before.closed()) {
            throw new NotReconciledException("step " + step.id() + " hands over after its end");
        }
        long chunk = before.chunks() + 1;
        jdbc.update(
                "insert into hand_over (batch, step, chunk, taken, good, rejected, held, remade)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                run.batch(),
                step.id(),
                chunk,
                handOver.taken(),
                handOver.good(),
                handOver.rejected(),
                handOver.held(),
                handOver.remade());
        begin(run, step, before);
        add(run, step, handOver, position);
    }

    private void begin(Run run, StepName step, Account account) {
        if (account.chunks() == 0) {
            jdbc.update(
                    "insert into step_account (batch, step, chunks, taken, good, rejected, held, remade, closed, place)"
                            + " values (?, ?, 0, 0, 0, 0, 0, 0, false, '')",
                    run.batch(),
                    step.id());
        }
    }

    private void add(Run run, StepName step, HandOver handOver, Position position) {
        jdbc.update(
                "update step_account set chunks = chunks + 1, taken = taken + ?, good = good + ?,"
                        + " rejected = rejected + ?, held = held + ?, remade = remade + ?, place = ?"
                        + " where batch = ? and step = ?",
                handOver.taken(),
                handOver.good(),
                handOver.rejected(),
                handOver.held(),
                handOver.remade(),
                position.text(),
                run.batch(),
                step.id());
    }

    /**
     * Compares every count of a step that has taken its last card.
     *
     * @throws NotReconciledException when any two differ
     */
    public void reconcile(Run run, StepName step) {
        BatchCounts counts = account(run.batch(), step).counts();
        BatchCounts orders = orders(run.batch());
        same(step, new Count("sum of hand-overs", handedOver(run.batch(), step)), new Count("account", counts.in()));
        same(step, new Count("taken", counts.in()), new Count("handed over before", expected(run.batch(), step)));
        same(step, new Count("orders in the ledger", orders.in()), new Count("announced", announced(run.batch())));
        same(step, new Count("good orders in the ledger", orders.good()), new Count("good", counts.good()));
        same(step, new Count("remade orders in the ledger", orders.remade()), new Count("remade", counts.remade()));
        same(
                step,
                new Count("live orders", live.count(numbers.of(run.batch()))),
                new Count("made or on their way", orders.made()));
        if (!orders.balanced() || !counts.balanced()) {
            throw new NotReconciledException("step " + step.id() + ": not every order is accounted for");
        }
    }

    /**
     * Closes the hand-over of a step.
     *
     * @param onDisk items counted in what the step wrote, not in memory
     * @throws NotReconciledException when the count differs from the ledger, or a card of a release has a channel that the verifier
     *     has not passed
     */
    public void close(Run run, StepName step, int onDisk) {
        Account account = account(run.batch(), step);
        String made = account.counts().remade() == 0 ? "good" : "good and remade";
        same(step, new Count(made, account.counts().made()), new Count("found on disk", onDisk));
        if (step == StepName.RELEASE || step == StepName.ACCOUNT) {
            channels.requireVerified(run, step);
        }
        begin(run, step, account);
        jdbc.update("update step_account set closed = true where batch = ? and step = ?", run.batch(), step.id());
    }

    /** What became of the orders of a batch, counted from their rows. */
    public BatchCounts orders(String batch) {
        Map<String, Integer> counts = new HashMap<>();
        RowCallbackHandler each =
                row -> counts.merge(become(row.getString(1), row.getInt(2)), row.getInt(3), Integer::sum);
        OrderKeys keys = numbers.of(batch);
        jdbc.query(
                "select state, attempt, count(*) from ordered_card where order_key between ? and ?"
                        + " group by state, attempt",
                each,
                keys.first(),
                keys.last());
        int in = counts.values().stream().mapToInt(Integer::intValue).sum();
        return new BatchCounts(
                in,
                counts.getOrDefault(GOOD, 0),
                counts.getOrDefault(REJECTED, 0),
                counts.getOrDefault(HELD, 0),
                counts.getOrDefault(REMADE, 0));
    }

    /** A card that is made, or on its way, is remade when this is not its first attempt. */
    private static String become(String state, int attempt) {
        return state.equals(REJECTED) || state.equals(HELD) ? state : attempt > 1 ? REMADE : GOOD;
    }

    private int handedOver(String batch, StepName step) {
        return number("select coalesce(sum(taken), 0) from hand_over where batch = ? and step = ?", batch, step.id());
    }

    private int announced(String batch) {
        return number("select records from batch where batch = ?", batch);
    }

    /** What a step has to take: what the step before handed on, or what the control data announced. */
    public int expected(String batch, StepName step) {
        return step.previous()
                .map(previous -> account(batch, previous).counts().made())
                .orElseGet(() -> announced(batch));
    }

    private int number(String sql, Object... arguments) {
        Integer value = jdbc.queryForObject(sql, Integer.class, arguments);
        if (value == null) {
            throw new IllegalStateException("a count without a value");
        }
        return value;
    }

    private record Count(String name, int value) {
        @Override
        public String toString() {
            return name + " " + value;
        }
    }

    private static void same(StepName step, Count left, Count right) {
        if (left.value() != right.value()) {
            throw new NotReconciledException("step " + step.id() + ": " + left + ", " + right);
        }
    }
}
