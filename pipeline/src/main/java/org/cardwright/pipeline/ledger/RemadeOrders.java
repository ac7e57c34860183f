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

    /** Over the tables of the database. */
    public RemadeOrders(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** The order whose card was made, by its fingerprint; empty while it may still be refused. */
    public Optional<ApprovalRequest.Subject> made(String fingerprint) {
        return Optional.ofNullable(DataAccessUtils.singleResult(jdbc.query(
                "select batch, order_reference from card_order where live_fingerprint = ? and state = 'GOOD'",
                (row, n) ->
                        new ApprovalRequest.Subject(ApprovalRequest.Act.DUPLICATE, row.getString(1), row.getString(2)),
                fingerprint)));
    }

    /** Record numbers of a batch. */
    public Set<Integer> records(String batch) {
        return new HashSet<>(jdbc.queryForList(
                "select record_number from card_order where batch = ? and attempt > 1", Integer.class, batch));
    }

    /** The request that let the card of a record be made once more. */
    public String request(String batch, int record) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select remade_by from card_order where batch = ? and record_number = ? and attempt > 1",
                String.class,
                batch,
                record));
    }

    /** Record indexes of a batch, once they are prepared. */
    public Set<Integer> indexes(String batch) {
        return new HashSet<>(jdbc.queryForList(
                "select record_index from card_order where batch = ? and attempt > 1 and record_index is not null",
                Integer.class,
                batch));
    }

    /** The remade orders of a batch that are not refused, in the order of the issuer's file. */
    public List<BatchDetails.RemadeOrder> remade(String batch) {
        return jdbc.query(
                "select record_number, order_reference, attempt, remade_by from card_order"
                        + " where batch = ? and attempt > 1 and state in ('ACCEPTED', 'PREPARED', 'GOOD')"
                        + " order by record_number",
                (row, n) ->
                        new BatchDetails.RemadeOrder(row.getInt(1), row.getString(2), row.getInt(3), row.getString(4)),
                batch);
    }
}
