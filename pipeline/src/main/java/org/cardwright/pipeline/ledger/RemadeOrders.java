package org.cardwright.pipeline.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;

/** The orders whose card was made before: those of another attempt than the first. F-14, C-12. */
public final class RemadeOrders {

    private final JdbcTemplate jdbc;
    private final BatchNumbers numbers;

    /** Over the tables of the database. */
    public RemadeOrders(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.numbers = new BatchNumbers(dataSource);
    }

    /** The order whose card was made, by its fingerprint; empty while it may still be refused. */
    public Optional<ApprovalRequest.Subject> made(String fingerprint) {
        return Optional.ofNullable(DataAccessUtils.singleResult(jdbc.query(
                "select n.batch, o.order_reference from live_order l join ordered_card o on o.order_key = l.order_key"
                        + " join batch_number n on n.number = o.batch_number where l.card = ? and "
                        + CardRanges.IS_GOOD,
                (row, n) ->
                        new ApprovalRequest.Subject(ApprovalRequest.Act.DUPLICATE, row.getString(1), row.getString(2)),
                LiveCard.of(fingerprint))));
    }

    /** Record numbers of a batch. */
    public Set<Integer> records(String batch) {
        OrderKeys keys = numbers.of(batch);
        return new HashSet<>(jdbc.queryForList(
                "select record_number from ordered_card where order_key between ? and ? and attempt > 1",
                Integer.class,
                keys.first(),
                keys.last()));
    }

    /** The request that let the card of a record be made once more. */
    public String request(String batch, int record) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select remade_by from ordered_card where order_key = ? and attempt > 1",
                String.class,
                numbers.of(batch).of(record)));
    }

    /** Record indexes of a batch, once they are prepared. */
    public Set<Integer> indexes(String batch) {
        OrderKeys keys = numbers.of(batch);
        return new HashSet<>(jdbc.queryForList(
                "select record_index from ordered_card where order_key between ? and ? and attempt > 1"
                        + " and record_index is not null",
                Integer.class,
                keys.first(),
                keys.last()));
    }

    /** The remade orders of a batch that are not refused, in the order of the issuer's file. */
    public List<BatchDetails.RemadeOrder> remade(String batch) {
        OrderKeys keys = numbers.of(batch);
        return jdbc.query(
                "select record_number, order_reference, attempt, remade_by from ordered_card"
                        + " where order_key between ? and ? and attempt > 1"
                        + " and state in ('ACCEPTED', 'PREPARED', 'GOOD') order by order_key",
                (row, n) ->
                        new BatchDetails.RemadeOrder(row.getInt(1), row.getString(2), row.getInt(3), row.getString(4)),
                keys.first(),
                keys.last());
    }
}
