package org.cardwright.pipeline.ledger;

import java.util.List;
import javax.sql.DataSource;
import org.cardwright.crypto.module.SecurityModuleException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Serial numbers of ICC public key certificates, 3 bytes, unique per issuer key; a batch gets one block per key at intake.
 *
 * <p>EMV 4.4 Book 2, 6.1, Table 14 (certificate serial number, b 3).
 */
public final class SerialNumbers {

    /** Largest serial number. */
    public static final long LARGEST = 0xFF_FFFFL;

    private final JdbcTemplate jdbc;

    /** Over the tables of the database. */
    public SerialNumbers(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * Reserves the block of a batch; belongs into the transaction that takes the batch in.
     *
     * @param size how many numbers the batch may need at most
     * @throws SecurityModuleException when the issuer key has not that many left
     */
    public void reserve(String batch, String issuerKey, long size) {
        List<Long> next = jdbc.queryForList(
                "select next_number from certificate_serial where issuer_key = ? for update", Long.class, issuerKey);
        long first = next.isEmpty() ? 1 : next.get(0);
        if (first + size - 1 > LARGEST) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.KEY_REFUSED,
                    "issuer key " + issuerKey + " has no " + size + " serial numbers left");
        }
        String sql = next.isEmpty()
                ? "insert into certificate_serial (next_number, issuer_key) values (?, ?)"
                : "update certificate_serial set next_number = ? where issuer_key = ?";
        jdbc.update(sql, first + size, issuerKey);
        jdbc.update(
                "insert into batch_serial (batch, issuer_key, first_number, size, used) values (?, ?, ?, ?, 0)",
                batch,
                issuerKey,
                first,
                size);
    }

    /**
     * Gives back what a batch did not need, unless a later batch has numbers behind it, or is just taking some; belongs into the
     * transaction that ends intake. Waits for nobody: that transaction may hold the end of the audit, for which whoever takes a batch
     * in waits with the numbers of its issuer key in hand.
     */
    public void giveBack(String batch) {
        List<String> issuerKeys = jdbc.queryForList(
                "select issuer_key from batch_serial where batch = ? order by issuer_key", String.class, batch);
        for (String issuerKey : issuerKeys) {
            List<Long> free = jdbc.queryForList(
                    "select next_number from certificate_serial where issuer_key = ? for update skip locked",
                    Long.class,
                    issuerKey);
            if (!free.isEmpty()) {
                jdbc.update(
                        "update certificate_serial set next_number = (select first_number + used from batch_serial"
                                + " where batch = ? and issuer_key = ?) where issuer_key = ? and next_number ="
                                + " (select first_number + size from batch_serial where batch = ? and issuer_key = ?)",
                        batch,
                        issuerKey,
                        issuerKey,
                        batch,
                        issuerKey);
            }
        }
        jdbc.update("update batch_serial set size = used where batch = ?", batch);
    }

    /**
     * Takes the next numbers out of the block; belongs into the transaction of the chunk that uses them.
     *
     * @return the first of {@code count} consecutive numbers
     */
    public long take(String batch, String issuerKey, int count) {
        int rows = jdbc.update(
                "update batch_serial set used = used + ? where batch = ? and issuer_key = ? and used + ? <= size",
                count,
                batch,
                issuerKey,
                count);
        if (rows != 1) {
            throw new NotReconciledException("the block of issuer key " + issuerKey + " is used up");
        }
        Long end = jdbc.queryForObject(
                "select first_number + used from batch_serial where batch = ? and issuer_key = ?",
                Long.class,
                batch,
                issuerKey);
        if (end == null) {
            throw new IllegalStateException("a block without an end");
        }
        return end - count;
    }
}
