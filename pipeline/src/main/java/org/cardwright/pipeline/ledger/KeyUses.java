package org.cardwright.pipeline.ledger;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Which batches and cards depend on which keys. NIST SP 800-57 part 1, 7.4: what depends on a compromised key must be known. */
public final class KeyUses {

    private static final String DEPENDS = " from batch_number b join ordered_card o on o.batch_number = b.number"
            + " where o.state <> 'REJECTED'"
            + " and exists (select 1 from batch_key k where k.batch = b.batch and k.key_name = ?"
            + " and (k.product = '' or k.product = o.product))";

    private static final RowMapper<Dependent> DEPENDENT = (row, n) -> new Dependent(
            row.getString("batch"),
            row.getString("issuer"),
            LocalDate.parse(row.getString("business_date")),
            BatchState.valueOf(row.getString("state")),
            Path.of(row.getString("directory")),
            new Cards(row.getInt("cards"), row.getBoolean("all_read")));

    private final JdbcTemplate jdbc;

    /** Over the tables of the database. */
    public KeyUses(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * A key on which cards depend.
     *
     * @param product the product of the cards; empty for all cards of the batch
     * @param key label and version
     * @param byDate true when the product names the label only
     * @param checkValue of the key when the batch is taken
     */
    public record Use(String product, KeyName key, boolean byDate, KeyCheckValue checkValue) {}

    /**
     * A key that had another check value before, which no key can have: a name is never given again.
     *
     * @param key label and version
     * @param batch identity of a batch that was taken with the value of before
     * @param before check value of then
     * @param now check value of today
     */
    public record Exchanged(KeyName key, String batch, KeyCheckValue before, KeyCheckValue now) {}

    /**
     * A batch with cards that depend on a key.
     *
     * @param batch identity
     * @param issuer who ordered
     * @param businessDate day whose rules, products and keys apply
     * @param state how far it has come
     * @param directory where the sealed batch stands or will stand
     * @param cards how many they are
     */
    public record Dependent(
            String batch, String issuer, LocalDate businessDate, BatchState state, Path directory, Cards cards) {}

    /**
     * How many cards of a batch depend on a key.
     *
     * @param count orders that were not rejected
     * @param all false when orders of the batch are still to be read
     */
    public record Cards(int count, boolean all) {}

    /**
     * A card that depends on a key.
     *
     * @param orderReference the issuer's name of the order
     * @param product product of the order
     * @param made true when the card stands in a sealed batch
     */
    public record DependentOrder(String orderReference, String product, boolean made) {}

    /** Notes the keys of a batch; belongs into the transaction that takes it in. */
    public void insert(String batch, Collection<Use> uses) {
        jdbc.batchUpdate(
                "insert into batch_key (batch, product, key_name, by_date, check_value) values (?, ?, ?, ?, ?)",
                uses.stream()
                        .distinct()
                        .map(use -> new Object[] {
                            batch, use.product(), use.key().toString(), use.byDate(), text(use.checkValue())
                        })
                        .toList());
    }

    private static String text(KeyCheckValue value) {
        return value.method() + ":" + value.toHex();
    }

    private static KeyCheckValue checkValue(String text) {
        int colon = text.indexOf(':');
        return new KeyCheckValue(
                KeyCheckValue.Method.valueOf(text.substring(0, colon)), ByteString.fromHex(text.substring(colon + 1)));
    }

    /** Those of these keys that were others when some batch was taken, by name; values of other rules tell nothing. */
    public List<Exchanged> exchanged(Collection<Use> uses) {
        Map<KeyName, KeyCheckValue> now = new TreeMap<>();
        uses.forEach(use -> now.put(use.key(), use.checkValue()));
        return now.entrySet().stream()
                .flatMap(key -> exchanged(key.getKey(), key.getValue()).stream())
                .toList();
    }

    private Optional<Exchanged> exchanged(KeyName key, KeyCheckValue now) {
        return jdbc
                .query(
                        "select check_value, max(batch) from batch_key where key_name = ? and check_value is not null"
                                + " group by check_value order by check_value",
                        (row, n) -> new Exchanged(key, row.getString(2), checkValue(row.getString(1)), now),
                        key.toString())
                .stream()
                .filter(noted -> noted.before().method() == now.method()
                        && !noted.before().fits(now))
                .findFirst();
    }

    /** The versions that were chosen when the batch was taken, by label; none for a batch from before they were noted. */
    public Map<String, Integer> chosen(String batch) {
        return jdbc
                .queryForList(
                        "select distinct key_name from batch_key where batch = ? and by_date", String.class, batch)
                .stream()
                .map(name -> KeyName.parse(name).orElseThrow())
                .collect(Collectors.toMap(KeyName::label, KeyName::version));
    }

    /** Every version that was ever chosen for a label. A security module that does not list one of them has not listed all its keys. */
    public Set<KeyName> chosen() {
        return jdbc.queryForList("select distinct key_name from batch_key where by_date", String.class).stream()
                .map(name -> KeyName.parse(name).orElseThrow())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Was a batch taken for which the key was noted, whatever cards it has? */
    public boolean isNoted(KeyName key) {
        return !jdbc.queryForList("select 1 from batch_key where key_name = ? limit 1", Integer.class, key.toString())
                .isEmpty();
    }

    /** The batches with cards that depend on a key, the latest first, and those that may still get some when they are read on. */
    public List<Dependent> dependents(KeyName key) {
        return jdbc
                .query(
                        "select a.batch, a.issuer, a.business_date, a.state, a.directory, (select count(*)" + DEPENDS
                                + " and b.batch = a.batch) as cards, (a.state <> 'OPEN' or exists (select 1 from"
                                + " step_account s where s.batch = a.batch and s.step = 'intake' and s.closed))"
                                + " as all_read from batch a where exists (select 1 from batch_key n"
                                + " where n.batch = a.batch and n.key_name = ?) order by a.taken_at desc, a.batch",
                        DEPENDENT,
                        key.toString(),
                        key.toString())
                .stream()
                .filter(found -> found.cards().count() > 0 || !found.cards().all())
                .toList();
    }

    /** The cards of a batch that depend on a key, in the order of the issuer's file. */
    public List<DependentOrder> orders(KeyName key, String batch) {
        return jdbc.query(
                "select o.order_reference, o.product, " + CardRanges.IS_GOOD + DEPENDS
                        + " and b.batch = ? order by o.order_key",
                (row, n) -> new DependentOrder(row.getString(1), row.getString(2), row.getBoolean(3)),
                key.toString(),
                batch);
    }
}
