package org.cardwright.pipeline.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of cards that have left, each under a code, and as many cards as the audit knows: none is added and none forgotten. */
final class CardDispatchTable {

    private static final String CONTEXT = "ledger.card-dispatch";

    private final JdbcTemplate jdbc;
    private final AuditRows audit;
    private final RowSeal seal;

    CardDispatchTable(DataSource dataSource, RowSeal seal) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.audit = new AuditRows(jdbc);
        this.seal = seal;
    }

    /** What has left of a batch. */
    record Left(TreeMap<Long, CardDispatch> byFirst) {

        /** Under which a card has left; empty when it is still in the house. */
        Optional<CardDispatch> of(long card) {
            return Optional.ofNullable(byFirst.floorEntry(card))
                    .map(Map.Entry::getValue)
                    .filter(range -> range.has(card));
        }

        int cards() {
            return byFirst.values().stream().mapToInt(CardDispatch::cards).sum();
        }
    }

    /**
     * All of it.
     *
     * @throws NotReconciledException when a row was changed, added or taken away behind the back of this program
     */
    Left left(String batch) {
        Left left = ranges(batch);
        int audited = audited(batch);
        if (left.cards() != audited) {
            // another process may have noted something between the two readings
            left = ranges(batch);
            audited = audited(batch);
        }
        if (left.cards() != audited) {
            throw new NotReconciledException(
                    "the ledger has " + left.cards() + " cards of the batch that have left, the audit " + audited);
        }
        return left;
    }

    private Left ranges(String batch) {
        TreeMap<Long, CardDispatch> ranges = new TreeMap<>();
        for (CardDispatch range : rows(batch)) {
            ranges.put(range.first(), range);
        }
        return new Left(ranges);
    }

    private int audited(String batch) {
        return audited(batch, AuditEvent.CARDS_DISPATCHED) - audited(batch, AuditEvent.CARDS_NOT_DISPATCHED);
    }

    private int audited(String batch, AuditEvent event) {
        return audit.about(batch, event).stream()
                .mapToInt(entry -> Integer.parseInt(
                        entry.reason().substring(0, entry.reason().indexOf(' '))))
                .sum();
    }

    /** Has this one card left? Its row alone is looked at: a line asks for each chip. */
    boolean hasLeft(ChipAttempts.Card card) {
        return !jdbc.query(
                        "select * from card_dispatch where batch = ? and first_card <= ? and last_card >= ?",
                        this::read,
                        card.batch(),
                        card.card(),
                        card.card())
                .isEmpty();
    }

    private List<CardDispatch> rows(String batch) {
        return jdbc.query("select * from card_dispatch where batch = ? order by first_card", this::read, batch);
    }

    private CardDispatch read(ResultSet row, int number) throws SQLException {
        CardDispatch range = new CardDispatch(
                row.getString("batch"),
                row.getLong("first_card"),
                row.getLong("last_card"),
                Instant.parse(row.getString("left_at")),
                row.getString("confirmed_by"));
        if (!seal.of(CONTEXT, range.fields()).equals(row.getString("seal"))) {
            throw new NotReconciledException("that cards have left is not as this program wrote it");
        }
        return range;
    }

    void insert(CardDispatch range) {
        jdbc.update(
                "insert into card_dispatch (batch, first_card, last_card, left_at, confirmed_by, seal)"
                        + " values (?, ?, ?, ?, ?, ?)",
                range.batch(),
                range.first(),
                range.last(),
                range.leftAt().toString(),
                range.confirmedBy(),
                seal.of(CONTEXT, range.fields()));
    }

    void delete(CardDispatch range) {
        jdbc.update(
                "delete from card_dispatch where batch = ? and first_card = ? and last_card = ?",
                range.batch(),
                range.first(),
                range.last());
    }

    /** The cards of a group, as the ledger has closed them, in order. */
    List<Long> cards(String batch, String group) {
        return jdbc.queryForList(
                "select o.record_index from ordered_card o"
                        + " where o.batch_number = (select number from batch_number where batch = ?) and o.card_group = ?"
                        + " and o.record_index is not null and " + CardRanges.IS_GOOD + " order by o.record_index",
                Long.class,
                batch,
                group);
    }

    /** Nobody else says that cards of the batch have left, and no machine gets any of it, until the transaction ends. */
    void lock(String batch) {
        jdbc.queryForList("select batch from batch where batch = ? for update", String.class, batch);
    }
}
