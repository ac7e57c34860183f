package org.cardwright.pipeline.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cardwright.formats.bytes.ByteString;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * The rows of key pairs that were made ahead of their cards: one per pair for ever, with its block only while it waits.
 *
 * <p>Everything here belongs into a transaction; {@link KeyPoolAccount} adds what is counted.
 */
final class KeyPairs {

    private static final RowMapper<Waiting> WAITING = (row, n) -> new Waiting(
            row.getLong("number"),
            ByteString.fromHex(row.getString("modulus")),
            ByteString.fromHex(row.getString("block")));

    private static final RowMapper<Known> KNOWN = (row, n) -> {
        String batch = row.getString("batch");
        int recordNumber = row.getInt("record_number");
        return new Known(
                row.getString("pool"),
                row.getLong("number"),
                State.valueOf(row.getString("state")),
                ByteString.fromHex(row.getString("modulus")),
                Optional.ofNullable(batch).map(one -> "record " + recordNumber + " of batch " + one));
    };

    private final JdbcTemplate jdbc;

    KeyPairs(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** Where a pair stands. Each name is a kind of movement too. */
    enum State {
        /** It waits. */
        STOCK,
        /** It was given to a card. */
        USED,
        /** It waited too long. */
        EXPIRED,
        /** It was destroyed for another reason. */
        DESTROYED
    }

    /** A pair that waits: its number in the pool, public modulus and wrapped block. */
    record Waiting(long number, ByteString modulus, ByteString block) {}

    /** A pair that exists or existed, and the card that got it. */
    record Known(String pool, long number, State state, ByteString modulus, Optional<String> card) {}

    /** SHA-256 of a modulus. */
    static ByteString hash(ByteString modulus) {
        try {
            return ByteString.of(MessageDigest.getInstance("SHA-256").digest(modulus.toByteArray()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    void insert(String pool, List<Waiting> pairs, Instant filledAt) {
        jdbc.batchUpdate(
                "insert into key_pair (pool, number, state, modulus, modulus_hash, block, filled_at, reason)"
                        + " values (?, ?, 'STOCK', ?, ?, ?, ?, '')",
                pairs.stream()
                        .map(pair -> new Object[] {
                            pool,
                            pair.number(),
                            pair.modulus().toHex(),
                            hash(pair.modulus()).toHex(),
                            pair.block().toHex(),
                            filledAt.toString()
                        })
                        .toList());
    }

    /** Numbers of the oldest pairs behind a number; others may be about to take some of them. */
    List<Long> oldest(String pool, long behind, Instant notBefore, int atMost) {
        return jdbc.queryForList(
                "select number from key_pair where pool = ? and state = 'STOCK' and number > ?"
                        + " and filled_at >= ? order by number limit ?",
                Long.class,
                pool,
                behind,
                notBefore.toString(),
                atMost);
    }

    /**
     * Those of these pairs that wait and that nobody else is about to take, locked until the end of the transaction. By number, because
     * a search locks more rows than it gives (H2).
     */
    List<Waiting> lock(String pool, List<Long> numbers) {
        return jdbc.query(
                "select number, modulus, block from key_pair where pool = ? and state = 'STOCK' and number in ("
                        + String.join(", ", Collections.nCopies(numbers.size(), "?"))
                        + ") order by number for update skip locked",
                WAITING,
                Stream.concat(Stream.of((Object) pool), numbers.stream()).toArray());
    }

    /** Numbers of the pairs that wait since before a moment, locked until the end of the transaction. */
    List<Long> lockOlder(String pool, Instant than, int atMost) {
        return jdbc.queryForList(
                "select number from key_pair where pool = ? and state = 'STOCK' and filled_at < ?"
                        + " order by number limit ? for update skip locked",
                Long.class,
                pool,
                than.toString(),
                atMost);
    }

    /** Numbers of all pairs that wait, locked until the end of the transaction; waits for whoever is about to take some. */
    List<Long> lockWaiting(String pool) {
        return jdbc.queryForList(
                "select number from key_pair where pool = ? and state = 'STOCK' order by number for update",
                Long.class,
                pool);
    }

    /** Gives pairs to cards; true when all of them waited. */
    boolean use(String pool, String batch, Map<Long, Integer> recordsByNumber) {
        return all(jdbc.batchUpdate(
                "update key_pair set state = 'USED', block = '', batch = ?, record_number = ?"
                        + " where pool = ? and number = ? and state = 'STOCK'",
                recordsByNumber.entrySet().stream()
                        .map(use -> new Object[] {batch, use.getValue(), pool, use.getKey()})
                        .toList()));
    }

    /** Ends the waiting of pairs; true when all of them waited. */
    boolean end(String pool, Collection<Long> numbers, State state, String reason) {
        return all(jdbc.batchUpdate(
                "update key_pair set state = ?, block = '', reason = ? where pool = ? and number = ? and state = 'STOCK'",
                numbers.stream()
                        .map(number -> new Object[] {state.name(), reason, pool, number})
                        .toList()));
    }

    private static boolean all(int[] changed) {
        for (int rows : changed) {
            if (rows != 1) {
                return false;
            }
        }
        return true;
    }

    /** All pairs that wait, and the newest of the others, at most so many. */
    List<Known> known(int atMost) {
        return jdbc.query(
                "select pool, number, state, modulus, batch, record_number from key_pair"
                        + " order by case when state = 'STOCK' then 0 else 1 end, filled_at desc, pool, number desc limit ?",
                KNOWN,
                atMost);
    }

    /** The pair of this modulus, in whichever pool it is or was. */
    Optional<Known> of(ByteString modulus) {
        return Optional.ofNullable(DataAccessUtils.singleResult(jdbc.query(
                "select pool, number, state, modulus, batch, record_number from key_pair where modulus_hash = ?",
                KNOWN,
                hash(modulus).toHex())));
    }

    /** One pair as it is now, locked until the end of the transaction. */
    Optional<Known> locked(String pool, long number) {
        return Optional.ofNullable(DataAccessUtils.singleResult(jdbc.query(
                "select pool, number, state, modulus, batch, record_number from key_pair where pool = ? and number = ?"
                        + " for update",
                KNOWN,
                pool,
                number)));
    }

    /** Numbers in a row as ranges: {@code 3 to 7, 9}. */
    static String ranges(Collection<Long> numbers) {
        StringBuilder text = new StringBuilder();
        long from = -1;
        long last = -1;
        for (long number : numbers.stream().sorted().collect(Collectors.toList())) {
            if (number != last + 1 || from < 0) {
                append(text, from, last);
                from = number;
            }
            last = number;
        }
        append(text, from, last);
        return text.toString();
    }

    private static void append(StringBuilder text, long from, long last) {
        if (from >= 0) {
            text.append(text.isEmpty() ? "" : ", ").append(from).append(last > from ? " to " + last : "");
        }
    }
}
