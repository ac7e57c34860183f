package org.cardwright.pipeline.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.cardwright.crypto.module.KeyPairStock.Place;
import org.cardwright.crypto.module.KeyPairStock.StockedPair;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.KeyPairs.State;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Key pairs as stock: what came in, what was given to which card, what was destroyed. Every change has its movement and its audit
 * entry in the same transaction, and {@code in stock = filled - used - expired - destroyed} is compared from both sides.
 *
 * <p>All methods that change something belong into a transaction of the caller.
 */
public final class KeyPoolAccount {

    private static final RowMapper<Pool> POOL = (row, n) -> new Pool(
            row.getString("pool"),
            new KeyPairShape(row.getInt("modulus_bits"), row.getInt("exponent")),
            ByteString.fromHex(row.getString("storage_key")),
            row.getLong("next_number"));

    private final JdbcTemplate jdbc;
    private final KeyPairs pairs;
    private final KeyPoolStanding standing;
    private final Audit audit;
    private final Clock clock;

    /** Over the tables of the database. */
    public KeyPoolAccount(DataSource dataSource, Audit audit, Clock clock) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.pairs = new KeyPairs(dataSource);
        this.standing = new KeyPoolStanding(jdbc);
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A pool.
     *
     * @param name shape and custody
     * @param shape of its pairs
     * @param storageKey wrapped by the security module
     * @param nextNumber number of the next pair
     */
    public record Pool(String name, KeyPairShape shape, ByteString storageKey, long nextNumber) {

        /** Where the pair of a number stands. */
        public Place place(long number) {
            return new Place(name, storageKey, shape.modulusBits(), shape.exponent(), number);
        }
    }

    /**
     * How a pool stands.
     *
     * @param filled pairs that ever came in
     * @param used given to cards
     * @param expired destroyed for their age
     * @param destroyed for another reason
     * @param inStock waiting
     * @param oldest since when the oldest one waits
     */
    public record Standing(
            long filled, long used, long expired, long destroyed, long inStock, Optional<Instant> oldest) {}

    /**
     * Another pair with a modulus that shares a factor, or is the same.
     *
     * @param pool its pool
     * @param number its number
     * @param inStock true while it waits
     * @param modulus its modulus
     * @param words where it is, for people
     */
    public record Relative(String pool, long number, boolean inStock, ByteString modulus, String words) {}

    /** The pool of a name. */
    public Optional<Pool> find(String name) {
        return Optional.ofNullable(
                DataAccessUtils.singleResult(jdbc.query("select * from key_pool where pool = ?", POOL, name)));
    }

    /** All pools by name. */
    public List<Pool> pools() {
        return jdbc.query("select * from key_pool order by pool", POOL);
    }

    /** Begins a pool. */
    public void create(Pool pool) {
        jdbc.update(
                "insert into key_pool (pool, modulus_bits, exponent, storage_key, next_number) values (?, ?, ?, ?, ?)",
                pool.name(),
                pool.shape().modulusBits(),
                pool.shape().exponent(),
                pool.storageKey().toHex(),
                pool.nextNumber());
    }

    /**
     * Takes in what was made for a range of numbers.
     *
     * @param numbers all for which something was made
     * @param made the pairs that came; a number without one stays empty for ever
     * @param root over their moduli
     * @throws RunLostException when somebody else fills the pool meanwhile
     */
    public void filled(Pool pool, Numbers numbers, List<StockedPair> made, ByteString root) {
        int rows = jdbc.update(
                "update key_pool set next_number = ? where pool = ? and next_number = ?",
                numbers.next(),
                pool.name(),
                numbers.from());
        if (rows != 1) {
            throw new RunLostException("pool " + pool.name());
        }
        if (made.isEmpty()) {
            return;
        }
        pairs.insert(
                pool.name(),
                made.stream()
                        .map(pair -> new KeyPairs.Waiting(pair.place().number(), pair.modulus(), pair.block()))
                        .toList(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        List<Long> came = made.stream().map(pair -> pair.place().number()).toList();
        move(pool.name(), State.STOCK, came.size(), "");
        note(AuditEvent.KEY_PAIRS_FILLED, pool.name(), words(came) + " filled; root " + root.toHex());
    }

    /** Numbers from {@code from} up to before {@code next}. */
    public record Numbers(long from, long next) {}

    /** Numbers of the oldest pairs behind a number, not older than a moment; others may be about to take some of them. */
    public List<Long> oldest(Pool pool, long behind, Instant notBefore, int atMost) {
        return pairs.oldest(pool.name(), behind, notBefore, atMost);
    }

    /** Those of these pairs that nobody else takes, kept from everybody until the transaction ends. */
    public List<StockedPair> kept(Pool pool, List<Long> numbers) {
        return pairs.lock(pool.name(), numbers).stream()
                .map(pair -> new StockedPair(pool.place(pair.number()), pair.modulus(), pair.block()))
                .toList();
    }

    /**
     * Gives pairs to the cards of a batch.
     *
     * @param recordsByNumber record number of the card by number of the pair
     * @param root over the moduli in the order of the cards
     */
    public void used(Pool pool, String batch, Map<Long, Integer> recordsByNumber, ByteString root) {
        require(pairs.use(pool.name(), batch, recordsByNumber), pool.name());
        move(pool.name(), State.USED, recordsByNumber.size(), batch);
        note(
                AuditEvent.KEY_PAIRS_USED,
                batch,
                "pool " + pool.name() + ": " + words(recordsByNumber.keySet()) + " for "
                        + recordsByNumber.values().stream().distinct().count() + " cards; root " + root.toHex());
    }

    /** Destroys what waits since before a moment; says how many they were. */
    public int expired(String pool, Instant before, int atMost) {
        List<Long> old = pairs.lockOlder(pool, before, atMost);
        if (!old.isEmpty()) {
            require(pairs.end(pool, old, State.EXPIRED, "older than its limit"), pool);
            move(pool, State.EXPIRED, old.size(), "");
            note(AuditEvent.KEY_PAIRS_EXPIRED, pool, words(old) + " destroyed for their age");
        }
        return old.size();
    }

    /** Do all of these wait? Then they are kept from everybody until the transaction ends. */
    public boolean waits(String pool, Collection<Long> numbers) {
        List<Long> asked = numbers.stream().distinct().toList();
        return asked.isEmpty() || pairs.lock(pool, asked).size() == asked.size();
    }

    /** Destroys pairs that wait. */
    public void destroyed(String pool, Collection<Long> numbers, String reason) {
        require(pairs.end(pool, numbers, State.DESTROYED, reason), pool);
        move(pool, State.DESTROYED, numbers.size(), "");
        note(AuditEvent.KEY_PAIRS_DESTROYED, pool, words(numbers) + " destroyed: " + reason);
    }

    /** Destroys all that wait in some pools; says how many they were. Rows come before the audit, in the order of intake. */
    public int destroyedAll(List<String> pools, String reason) {
        Map<String, List<Long>> waiting = new TreeMap<>();
        pools.forEach(pool -> waiting.put(pool, pairs.lockWaiting(pool)));
        waiting.values().removeIf(List::isEmpty);
        waiting.forEach((pool, numbers) -> destroyed(pool, numbers, reason));
        return waiting.values().stream().mapToInt(List::size).sum();
    }

    /** A pair that is known to whoever compares moduli. */
    public void weak(String pool, String reason) {
        audit.append(new Audit.Act(Audit.SYSTEM, AuditEvent.KEY_PAIR_WEAK, false, pool, reason));
    }

    /** All pairs that wait, and the newest of those that did, at most so many. */
    public List<Relative> compared(int atMost) {
        return pairs.known(atMost).stream().map(KeyPoolAccount::relative).toList();
    }

    /** The pair that has this modulus. */
    public Optional<Relative> same(ByteString modulus) {
        return pairs.of(modulus).map(KeyPoolAccount::relative);
    }

    /** Where these pairs are by now, each once, kept from everybody until the transaction ends. */
    public List<Relative> current(Collection<Relative> relatives) {
        return relatives.stream()
                .sorted(Comparator.comparing(Relative::pool).thenComparingLong(Relative::number))
                .map(one -> new Where(one.pool(), one.number()))
                .distinct()
                .flatMap(one -> pairs.locked(one.pool(), one.number()).stream())
                .map(KeyPoolAccount::relative)
                .toList();
    }

    private record Where(String pool, long number) {}

    private static Relative relative(KeyPairs.Known known) {
        return new Relative(
                known.pool(),
                known.number(),
                known.state() == State.STOCK,
                known.modulus(),
                "pair " + known.number() + " of pool " + known.pool() + ", "
                        + known.card().orElse(known.state().name()));
    }

    /**
     * How a pool stands, compared from both sides.
     *
     * @throws NotReconciledException when pairs and movements do not agree
     */
    public Standing standing(String pool) {
        return standing.of(pool);
    }

    private void move(String pool, State kind, int quantity, String resource) {
        jdbc.update(
                "insert into key_pool_movement (id, pool, kind, quantity, resource) values (?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                pool,
                kind.name(),
                quantity,
                resource);
    }

    private void note(AuditEvent event, String resource, String reason) {
        audit.append(Audit.Act.bySystem(event, resource, reason));
    }

    /** The root comes first to its end: the audit cuts what is longer than 500 characters. */
    private static String words(Collection<Long> numbers) {
        String ranges = KeyPairs.ranges(numbers);
        String shown = ranges.length() <= 200 ? ranges : ranges.substring(0, 200) + "...";
        return numbers.size() + " pairs, numbers " + shown;
    }

    private static void require(boolean waited, String pool) {
        if (!waited) {
            throw new NotReconciledException("pool " + pool + ": a pair was used that did not wait");
        }
    }

    /** Who fills a pool holds the lock of this name: 64 hexadecimal digits. */
    public static String lock(String pool) {
        return KeyPairs.hash(ByteString.ascii("key pool " + pool)).toHex().toLowerCase(Locale.ROOT);
    }

    /** Hash of a modulus, a leaf of the roots above. */
    public static ByteString leaf(StockedPair pair) {
        return KeyPairs.hash(pair.modulus());
    }
}
