package org.cardwright.pipeline.ledger;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The short number of every batch inside the ledger, because a database finds a whole number faster than an identity of 64 characters
 * and writes less of it. People, files and messages know the identity only.
 */
final class BatchNumbers {

    private final JdbcTemplate jdbc;

    BatchNumbers(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** The keys of the orders of a batch; of none when it has no rows yet. */
    OrderKeys of(String batch) {
        List<Integer> number =
                jdbc.queryForList("select number from batch_number where batch = ?", Integer.class, batch);
        return new OrderKeys(number.isEmpty() ? OrderKeys.NO_BATCH : number.get(0));
    }

    /** The same for whoever writes the first rows of a batch: it has a number from then on. Belongs into the transaction of these rows. */
    OrderKeys assigned(String batch) {
        OrderKeys known = of(batch);
        if (known.number() == OrderKeys.NO_BATCH) {
            jdbc.update("insert into batch_number (batch, number) values (?, ?)", batch, next());
            return of(batch);
        }
        return known;
    }

    /** The row that counts is locked until the transaction ends, and goes back with it: numbers have no gaps. */
    private int next() {
        if (jdbc.update("update next_batch_number set number = number + 1") != 1) {
            throw new NotReconciledException("the ledger has lost count of its batches");
        }
        return jdbc.queryForList("select number - 1 from next_batch_number", Integer.class)
                .get(0);
    }
}
