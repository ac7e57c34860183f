package org.cardwright.pipeline.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.cardwright.pipeline.ledger.BatchPartition.Failure;
import org.cardwright.pipeline.ledger.BatchPartition.Hold;
import org.cardwright.pipeline.ledger.BatchPartition.Piece;
import org.cardwright.pipeline.ledger.BatchPartition.Range;
import org.cardwright.pipeline.ledger.BatchPartition.State;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;

/**
 * Who works on which partition of a batch, and what came of it.
 *
 * <p>A worker holds a partition by a lease, a row with a token that it renews while it comes further. When the lease runs out another
 * worker may take the partition and gets another token; whoever still has the old one is refused by its next statement. The clock of a
 * lease is that of the database, the same for all machines.
 */
public final class Partitions {

    private static final String NOW = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
    private static final long LONGEST_STANDSTILL_MS = 5_000;
    private static final String OPEN = "select 1 from batch where batch = ? and state = 'OPEN' for share";
    private static final String OF = " where batch = ? and number = ?";
    private static final String HELD_BY_TOKEN =
            OF + " and token = ? and state = 'HELD' and exists (select 1 from batch b"
                    + " where b.batch = batch_partition.batch and b.state = 'OPEN')";

    private static final RowMapper<BatchPartition> PARTITION = (row, n) -> new BatchPartition(
            row.getInt("number"),
            new Range(row.getLong("first_frame"), row.getLong("first_byte"), row.getInt("orders")),
            State.valueOf(row.getString("state")),
            row.getString("worker"),
            row.getInt("tries"),
            Optional.of(new Failure(row.getString("kind"), row.getString("detail")))
                    .filter(failure -> !failure.kind().isEmpty()));

    private static final RowMapper<Piece> PIECE = (row, n) -> new Piece(
            new Hold(
                    row.getString("batch"),
                    row.getInt("number"),
                    row.getString("token"),
                    row.getInt("piece"),
                    row.getString("worker")),
            row.getInt("frames"),
            row.getInt("good"),
            row.getInt("refused"),
            row.getLong("bytes"),
            row.getString("sha256"));

    private final JdbcTemplate jdbc;

    /** Over the tables of the database. */
    public Partitions(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** Notes the partitions of a batch that has none; belongs into a transaction of the run. */
    public void plan(Run run, List<Range> ranges) {
        int number = 0;
        for (Range range : ranges) {
            number++;
            jdbc.update(
                    "insert into batch_partition (batch, number, first_frame, first_byte, orders, state, worker, renewed_at,"
                            + " tries, kind, detail) values (?, ?, ?, ?, ?, 'WAITING', '', 0, 0, '', '')",
                    run.batch(),
                    number,
                    range.firstFrame(),
                    range.firstByte(),
                    range.orders());
        }
    }

    /** Forgets the partitions of a batch; workers that still have one are refused by their next statement. */
    public void forget(Run run) {
        // first the rows that a chunk holds: else one that is about to be committed leaves a piece behind
        jdbc.queryForList(
                "select number from batch_partition where batch = ? order by number for update",
                Integer.class,
                run.batch());
        jdbc.update("delete from partition_piece where batch = ?", run.batch());
        jdbc.update("delete from batch_partition where batch = ?", run.batch());
    }

    /** Gives failed partitions another chance; belongs into a transaction of a new run. */
    public void tryAgain(Run run) {
        jdbc.update(
                "update batch_partition set state = 'WAITING', tries = 0, kind = '', detail = '' where batch = ?"
                        + " and state = 'FAILED'",
                run.batch());
    }

    /** The partitions of a batch, in order. */
    public List<BatchPartition> list(String batch) {
        return jdbc.query("select * from batch_partition where batch = ? order by number", PARTITION, batch);
    }

    /** One partition. */
    public Optional<BatchPartition> find(String batch, int number) {
        return Optional.ofNullable(DataAccessUtils.singleResult(
                jdbc.query("select * from batch_partition" + OF, PARTITION, batch, number)));
    }

    /** The numbers of the partitions that a worker has whose lease has not run out. */
    public List<Integer> held(String batch, Duration lease) {
        return jdbc.queryForList(
                "select number from batch_partition where batch = ? and state = 'HELD' and renewed_at >= " + NOW
                        + " - ?",
                Integer.class,
                batch,
                lease.toMillis());
    }

    /** What was made of a partition, in the order of its frames. */
    public List<Piece> pieces(String batch, int number) {
        return jdbc.query("select * from partition_piece" + OF + " order by piece", PIECE, batch, number);
    }

    /** How many orders of a batch workers have made or refused. */
    public long done(String batch) {
        Long frames = jdbc.queryForObject(
                "select coalesce(sum(frames), 0) from partition_piece where batch = ?", Long.class, batch);
        return frames == null ? 0 : frames;
    }

    /** The same for each partition of which something is made, by its number. */
    public Map<Integer, Integer> doneByNumber(String batch) {
        Map<Integer, Integer> done = new TreeMap<>();
        RowCallbackHandler each = row -> done.put(row.getInt(1), row.getInt(2));
        jdbc.query("select number, sum(frames) from partition_piece where batch = ? group by number", each, batch);
        return done;
    }

    /**
     * First of all in a transaction of a worker: should it stand still in the middle, the database throws it out, and its locks keep nobody
     * waiting longer than some seconds, and less than a connection waits for an answer: all entries of the audit hang on one row.
     */
    public void bound(Duration lease) {
        jdbc.queryForList(
                "select set_config('idle_in_transaction_session_timeout', ?, true)",
                String.class,
                Long.toString(Math.min(lease.toMillis(), LONGEST_STANDSTILL_MS)));
    }

    /**
     * Takes a partition that nobody has, or whose holder has let its lease run out. Holds the row of the batch until the end of the
     * transaction, so that nobody can end the batch meanwhile.
     *
     * @return empty when somebody has it, or when there is nothing to do
     */
    public Optional<Hold> take(String batch, int number, String worker, Duration lease) {
        List<Integer> open = jdbc.queryForList(OPEN, Integer.class, batch);
        String token = UUID.randomUUID().toString();
        boolean taken = !open.isEmpty()
                && jdbc.update(
                                "update batch_partition set state = 'HELD', token = ?, worker = ?, tries = tries + 1, renewed_at = "
                                        + NOW + OF + " and (state = 'WAITING' or (state = 'HELD' and renewed_at < "
                                        + NOW
                                        + " - ?))",
                                token,
                                worker,
                                batch,
                                number,
                                lease.toMillis())
                        == 1;
        if (!taken) {
            return Optional.empty();
        }
        Integer pieces = jdbc.queryForObject(
                "select coalesce(max(piece), 0) from partition_piece" + OF, Integer.class, batch, number);
        return Optional.of(new Hold(batch, number, token, (pieces == null ? 0 : pieces) + 1, worker));
    }

    /**
     * Says that a worker goes on.
     *
     * @throws PartitionLostException when it has the partition no more
     */
    public void renew(Hold hold) {
        changeHeld(hold, "renewed_at = " + NOW);
    }

    /**
     * The first statement in the transaction of a chunk; holds the row of the batch, so that nobody can end it meanwhile, and that of the
     * partition until the chunk is committed.
     *
     * @throws PartitionLostException when the worker has the partition no more
     */
    public void claim(Hold hold) {
        if (jdbc.queryForList(OPEN, Integer.class, hold.batch()).isEmpty()) {
            throw new PartitionLostException(hold.number());
        }
        changeHeld(hold, "tries = 0, renewed_at = " + NOW);
    }

    private void changeHeld(Hold hold, String change) {
        if (jdbc.update(
                        "update batch_partition set " + change + HELD_BY_TOKEN,
                        hold.batch(),
                        hold.number(),
                        hold.token())
                != 1) {
            throw new PartitionLostException(hold.number());
        }
    }

    /** Notes how far the file of a worker has come, in the transaction of the chunk, behind {@link #claim}. */
    public void advance(Piece piece) {
        Hold hold = piece.hold();
        Object[] counts = {piece.frames(), piece.good(), piece.refused(), piece.bytes(), piece.sha256()};
        int updated = jdbc.update(
                "update partition_piece set frames = ?, good = ?, refused = ?, bytes = ?, sha256 = ?" + OF
                        + " and piece = ?",
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                counts[4],
                hold.batch(),
                hold.number(),
                hold.piece());
        if (updated == 0) {
            jdbc.update(
                    "insert into partition_piece (batch, number, piece, token, worker, frames, good, refused, bytes, sha256)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    hold.batch(),
                    hold.number(),
                    hold.piece(),
                    hold.token(),
                    hold.worker(),
                    counts[0],
                    counts[1],
                    counts[2],
                    counts[3],
                    counts[4]);
        }
    }

    /**
     * Ends a partition, in the transaction of its last chunk.
     *
     * @throws NotReconciledException when its pieces have not as many orders as it has
     */
    public void finish(Hold hold) {
        BatchPartition partition = find(hold.batch(), hold.number()).orElseThrow();
        int made = pieces(hold.batch(), hold.number()).stream()
                .mapToInt(Piece::frames)
                .sum();
        if (made != partition.range().orders()) {
            throw new NotReconciledException("partition " + hold.number() + ": orders "
                    + partition.range().orders() + ", made or refused " + made);
        }
        changeHeld(hold, "state = 'DONE', tries = 0");
    }

    /** Lets go of a partition as far as it has come. Stopping is no failure, so it counts no try. */
    public void giveBack(Hold hold, boolean stopped) {
        jdbc.update(
                "update batch_partition set state = 'WAITING', tries = " + (stopped ? "0" : "tries") + HELD_BY_TOKEN,
                hold.batch(),
                hold.number(),
                hold.token());
    }

    /** Hands on a partition of which nothing was tried, because the worker itself is not fit for it. */
    public void handOn(Hold hold) {
        jdbc.update(
                "update batch_partition set state = 'WAITING', tries = greatest(tries - 1, 0)" + HELD_BY_TOKEN,
                hold.batch(),
                hold.number(),
                hold.token());
    }

    /** Nobody takes the partition any more until a new run of the batch. */
    public void fail(Hold hold, Failure failure) {
        String detail = failure.message();
        jdbc.update(
                "update batch_partition set state = 'FAILED', kind = ?, detail = ?" + HELD_BY_TOKEN,
                failure.kind(),
                detail.substring(0, Math.min(detail.length(), 500)),
                hold.batch(),
                hold.number(),
                hold.token());
    }
}
