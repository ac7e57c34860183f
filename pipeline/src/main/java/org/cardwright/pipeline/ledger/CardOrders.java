package org.cardwright.pipeline.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.cardwright.formats.card.CardChannel;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;

/** The row of every ordered card. All changes belong into the transaction of the chunk that makes them. */
public final class CardOrders {

    private final JdbcTemplate jdbc;
    private final BatchNumbers numbers;
    private final LiveOrders live;
    private final CardRanges ranges;

    /** Over the tables of the database. */
    public CardOrders(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.numbers = new BatchNumbers(dataSource);
        this.live = new LiveOrders(dataSource);
        this.ranges = new CardRanges(dataSource);
    }

    /**
     * An order that screening accepted.
     *
     * @param recordNumber place in the issuer's file
     * @param orderReference the issuer's name of the order
     * @param product product of the order
     * @param group group of files it will stand in
     * @param fingerprint keyed fingerprint of the card, 64 hexadecimal digits
     * @param attempt how often the card is made
     */
    public record Candidate(
            int recordNumber,
            String orderReference,
            String product,
            String group,
            String fingerprint,
            Attempt attempt) {

        /** Without the fingerprint of the card. */
        @Override
        public String toString() {
            return "Candidate(record " + recordNumber + ", order " + orderReference + ")";
        }
    }

    /** Which batch has a live card, by fingerprint. */
    public Map<String, String> liveCards(Collection<String> fingerprints) {
        return live.owners(fingerprints);
    }

    /** The order references that live in the batch, out of those asked for. */
    public Collection<String> liveReferences(String batch, Collection<String> references) {
        return live.references(numbers.of(batch), references);
    }

    /** Writes the rows of accepted orders. */
    public void accept(Run run, List<Candidate> orders) {
        if (orders.isEmpty()) {
            return;
        }
        OrderKeys keys = numbers.assigned(run.batch());
        live.add(keys, orders);
        jdbc.batchUpdate(
                "insert into ordered_card (order_key, batch_number, record_number, order_reference, product, card_group,"
                        + " state, fingerprint, attempt, remade_by) values (?, ?, ?, ?, ?, ?, 'ACCEPTED', ?, ?, ?)",
                orders.stream()
                        .map(o -> new Object[] {
                            keys.of(o.recordNumber()),
                            keys.number(),
                            o.recordNumber(),
                            o.orderReference(),
                            o.product(),
                            o.group(),
                            o.fingerprint(),
                            o.attempt().number(),
                            o.attempt().request()
                        })
                        .toList());
    }

    /** Writes the rows of orders that were refused before they were accepted. */
    public void reject(Run run, List<Screened.Rejected> orders) {
        if (orders.isEmpty()) {
            return;
        }
        OrderKeys keys = numbers.assigned(run.batch());
        jdbc.batchUpdate(
                "insert into ordered_card (order_key, batch_number, record_number, order_reference, state, rule, field,"
                        + " detail) values (?, ?, ?, ?, 'REJECTED', ?, ?, ?)",
                orders.stream()
                        .map(o -> new Object[] {
                            keys.of(o.recordNumber()),
                            keys.number(),
                            o.recordNumber(),
                            o.orderReference(),
                            o.reason().id(),
                            o.field(),
                            o.detail()
                        })
                        .toList());
    }

    /** Refuses orders that were accepted; their cards may be ordered again. */
    public void rejectAccepted(Run run, List<Screened.Rejected> orders) {
        OrderKeys keys = numbers.of(run.batch());
        changed(
                "reject",
                orders.size(),
                jdbc.batchUpdate(
                        "update ordered_card set state = 'REJECTED', rule = ?, field = ?, detail = ?"
                                + " where order_key = ? and state = 'ACCEPTED'",
                        orders.stream()
                                .map(o ->
                                        new Object[] {o.reason().id(), o.field(), o.detail(), keys.of(o.recordNumber())
                                        })
                                .toList()));
        changed(
                "reject",
                orders.size(),
                live.remove(
                        keys,
                        orders.stream().map(Screened.Rejected::recordNumber).toList()));
    }

    /**
     * A card that was made.
     *
     * @param recordNumber place in the issuer's file
     * @param channels what of it is judged on its own
     */
    public record Prepared(int recordNumber, Set<CardChannel> channels) {

        /** Copies the set. */
        public Prepared {
            channels = Set.copyOf(channels);
        }

        private boolean follows(Prepared before) {
            return recordNumber == before.recordNumber + 1 && channels.equals(before.channels);
        }
    }

    /**
     * Marks orders as prepared under consecutive record indexes, with the channels of their cards.
     *
     * @param cards in the order of the issuer's file
     */
    public void prepared(Run run, List<Prepared> cards, int firstIndex) {
        OrderKeys keys = numbers.of(run.batch());
        List<Object[]> rows = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= cards.size(); i++) {
            if (i == cards.size() || !cards.get(i).follows(cards.get(i - 1))) {
                rows.add(neighbours(keys, cards.subList(from, i), firstIndex + from));
                from = i;
            }
        }
        changed(
                "prepare",
                cards.size(),
                jdbc.batchUpdate(
                        "update ordered_card set state = 'PREPARED', record_index = record_number + ?, "
                                + ChannelQuality.SET_ALL + " where order_key between ? and ? and state = 'ACCEPTED'",
                        rows));
    }

    /** Cards that follow each other in the issuer's file, and so do their indexes. */
    private static Object[] neighbours(OrderKeys keys, List<Prepared> cards, int firstIndex) {
        int first = cards.get(0).recordNumber();
        List<Object> row = new ArrayList<>(List.of(firstIndex - first));
        row.addAll(ChannelQuality.made(cards.get(0).channels()));
        row.addAll(List.of(keys.of(first), keys.of(cards.get(cards.size() - 1).recordNumber())));
        return row.toArray();
    }

    /** Gives prepared cards that stand in the sealed files their final state, each once. */
    public void made(Run run, List<Integer> indexes) {
        int number = numbers.of(run.batch()).number();
        BitSet made = new BitSet();
        indexes.forEach(made::set);
        int prepared = NumberRange.of(made).stream()
                .mapToInt(range -> Objects.requireNonNull(jdbc.queryForObject(
                        "select count(*) from ordered_card where batch_number = ? and record_index between ? and ?"
                                + " and state = 'PREPARED'",
                        Integer.class,
                        number,
                        range.first(),
                        range.last())))
                .sum();
        changed("account", indexes.size(), prepared);
        ranges.addOnce(number, CardRanges.Standing.GOOD, made);
    }

    /** The refused orders of a batch, in the order of the issuer's file. */
    public List<Screened.Rejected> rejects(String batch) {
        OrderKeys keys = numbers.of(batch);
        return jdbc.query(
                "select record_number, order_reference, field, rule, detail from ordered_card"
                        + " where order_key between ? and ? and state = 'REJECTED' order by order_key",
                (row, n) -> new Screened.Rejected(
                        row.getInt("record_number"),
                        row.getString("order_reference"),
                        row.getString("field"),
                        reason(row.getString("rule")),
                        row.getString("detail")),
                keys.first(),
                keys.last());
    }

    /** The products of the cards of a batch that are made, sorted. */
    public List<String> products(String batch) {
        OrderKeys keys = numbers.of(batch);
        return jdbc.queryForList(
                "select distinct product from ordered_card where order_key between ? and ?"
                        + " and state in ('PREPARED', 'GOOD') order by product",
                String.class,
                keys.first(),
                keys.last());
    }

    /** The live cards of a batch. */
    public AccountedCards accounted(String batch) {
        return reference -> Optional.ofNullable(DataAccessUtils.singleResult(jdbc.query(
                "select o.product, o.card_group, o.record_index, o.fingerprint, o.attempt, " + CardRanges.IS_GOOD
                        + " as good from live_order l join ordered_card o on o.order_key = l.order_key where l.reference = ?",
                (row, n) -> new AccountedCards.AccountedCard(
                        row.getString("product"),
                        row.getString("card_group"),
                        row.getInt("record_index"),
                        row.getBoolean("good"),
                        new AccountedCards.Fingerprint(row.getString("fingerprint"), row.getInt("attempt"))),
                LiveOrders.reference(numbers.of(batch), reference))));
    }

    private static RejectReason reason(String id) {
        for (RejectReason reason : RejectReason.values()) {
            if (reason.id().equals(id)) {
                return reason;
            }
        }
        throw new IllegalStateException("no rule " + id);
    }

    private static void changed(String act, int expected, int[] counts) {
        changed(act, expected, Arrays.stream(counts).sum());
    }

    private static void changed(String act, int expected, int rows) {
        if (rows != expected) {
            throw new NotReconciledException(act + ": " + expected + " orders, rows changed " + rows);
        }
    }
}
