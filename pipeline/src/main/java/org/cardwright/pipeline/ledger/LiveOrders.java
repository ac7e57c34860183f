package org.cardwright.pipeline.ledger;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * The orders whose card may exist, each with what may not come again: its card, ever, and its name in its batch. A row comes with that of
 * its order and goes when the order is refused or its card may be ordered again; {@link #count} is compared with the orders.
 */
final class LiveOrders {

    private static final String PLACE_OF_BATCH = "order_key between ? and ?";

    private final JdbcTemplate jdbc;

    LiveOrders(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** Which batch has a live card, by fingerprint. */
    Map<String, String> owners(Collection<String> fingerprints) {
        Map<UUID, String> owners = new HashMap<>();
        if (!fingerprints.isEmpty()) {
            RowCallbackHandler each = row -> owners.put(row.getObject(1, UUID.class), row.getString(2));
            jdbc.query(
                    "select l.card, n.batch from live_order l join batch_number n on n.number = l.order_key / "
                            + OrderKeys.ORDERS + " where l.card in " + marks(fingerprints),
                    each,
                    fingerprints.stream().map(LiveCard::of).toArray());
        }
        Map<String, String> live = new HashMap<>();
        for (String fingerprint : fingerprints) {
            Optional.ofNullable(owners.get(LiveCard.of(fingerprint))).ifPresent(owner -> live.put(fingerprint, owner));
        }
        return live;
    }

    /** The order references that live in a batch, out of those asked for. */
    Collection<String> references(OrderKeys keys, Collection<String> asked) {
        if (asked.isEmpty()) {
            return List.of();
        }
        int prefix = reference(keys, "").length();
        return jdbc
                .queryForList(
                        "select reference from live_order where reference in " + marks(asked),
                        String.class,
                        asked.stream().map(one -> reference(keys, one)).toArray())
                .stream()
                .map(found -> found.substring(prefix))
                .toList();
    }

    /** How the name of an order stands in the table: batch_number/order_reference. */
    static String reference(OrderKeys keys, String orderReference) {
        return keys.number() + "/" + orderReference;
    }

    private static String marks(Collection<String> values) {
        return "(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
    }

    /** Fails when a card or a name lives already. */
    void add(OrderKeys keys, List<CardOrders.Candidate> orders) {
        jdbc.batchUpdate(
                "insert into live_order (order_key, card, reference) values (?, ?, ?)",
                orders.stream()
                        .map(order -> new Object[] {
                            keys.of(order.recordNumber()),
                            LiveCard.of(order.fingerprint()),
                            reference(keys, order.orderReference())
                        })
                        .toList());
    }

    /** Lets orders come again; how many were there. */
    int remove(OrderKeys keys, List<Integer> records) {
        return Arrays.stream(jdbc.batchUpdate(
                        "delete from live_order where order_key = ?",
                        records.stream()
                                .map(record -> new Object[] {keys.of(record)})
                                .toList()))
                .sum();
    }

    /** Lets all orders of a batch come again. */
    void removeAll(OrderKeys keys) {
        jdbc.update("delete from live_order where " + PLACE_OF_BATCH, keys.first(), keys.last());
    }

    /** How many live in a batch. */
    int count(OrderKeys keys) {
        return Optional.ofNullable(jdbc.queryForObject(
                        "select count(*) from live_order where " + PLACE_OF_BATCH,
                        Integer.class,
                        keys.first(),
                        keys.last()))
                .orElseThrow();
    }
}
