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

    /** Over the tables of the database. */
    public AbandonedOrders(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** The records that intake did not come to; bit 1 is the first. */
    public BitSet missing(String batch, int records) {
        BitSet missing = new BitSet();
        missing.set(1, records + 1);
        jdbc.queryForList("select record_number from card_order where batch = ?", Integer.class, batch)
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
        jdbc.update(
                "update card_order set state = 'HELD', detail = ?"
                        + (free ? ", live_fingerprint = null, live_reference = null" : "")
                        + " where batch = ? and state <> 'REJECTED'",
                REASON,
                run.batch());
        List<Object[]> rows = new ArrayList<>();
        missing.forEach((record, name) -> rows.add(new Object[] {run.batch(), record, name, REASON}));
        jdbc.batchUpdate(
                "insert into card_order (batch, record_number, order_reference, state, detail)"
                        + " values (?, ?, ?, 'HELD', ?)",
                rows);
    }

    /** The held orders of a batch, in the order of the issuer's file. */
    public List<BatchDetails.HeldOrder> held(String batch) {
        return jdbc.query(
                "select record_number, order_reference, detail from card_order where batch = ? and state = 'HELD'"
                        + " order by record_number",
                (row, n) -> new BatchDetails.HeldOrder(row.getInt(1), row.getString(2), row.getString(3)),
                batch);
    }
}
