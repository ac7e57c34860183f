package org.cardwright.pipeline.ledger;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The orders of a batch that was abandoned: every one is held or was refused before, by its record number and its name. */
public final class AbandonedOrders {

    private static final String REASON = "the batch was abandoned";

    private final JdbcTemplate jdbc;
    private final BatchNumbers numbers;
    private final LiveOrders live;

    /** Over the tables of the database. */
    public AbandonedOrders(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.numbers = new BatchNumbers(dataSource);
        this.live = new LiveOrders(dataSource);
    }

    /** The records that intake did not come to; bit 1 is the first. */
    public BitSet missing(String batch, int records) {
        BitSet missing = new BitSet();
        missing.set(1, records + 1);
        OrderKeys keys = numbers.of(batch);
        jdbc.queryForList(
                        "select record_number from ordered_card where order_key between ? and ?",
                        Integer.class,
                        keys.first(),
                        keys.last())
                .forEach(missing::clear);
        return missing;
    }

    /**
     * Holds every order that was not refused; belongs into the transaction that ends the batch.
     *
     * @param missing names of the orders that have no row yet, by record number
     * @param free whether their cards may be ordered again in another file
     */
    public void hold(Run run, Map<Integer, String> missing, boolean free) {
        OrderKeys keys = numbers.assigned(run.batch());
        jdbc.update(
                "update ordered_card set state = 'HELD', detail = ?"
                        + " where order_key between ? and ? and state <> 'REJECTED'",
                REASON,
                keys.first(),
                keys.last());
        if (free) {
            live.removeAll(keys);
        }
        List<Object[]> rows = new ArrayList<>();
        missing.forEach(
                (record, name) -> rows.add(new Object[] {keys.of(record), keys.number(), record, name, REASON}));
        jdbc.batchUpdate(
                "insert into ordered_card (order_key, batch_number, record_number, order_reference, state, detail)"
                        + " values (?, ?, ?, ?, 'HELD', ?)",
                rows);
    }

    /** The held orders of a batch, in the order of the issuer's file. */
    public List<BatchDetails.HeldOrder> held(String batch) {
        OrderKeys keys = numbers.of(batch);
        return jdbc.query(
                "select record_number, order_reference, detail from ordered_card"
                        + " where order_key between ? and ? and state = 'HELD' order by order_key",
                (row, n) -> new BatchDetails.HeldOrder(row.getInt(1), row.getString(2), row.getString(3)),
                keys.first(),
                keys.last());
    }
}
