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
        List<Block> blocks = jdbc.query(
                "select issuer_key, first_number, size, used from batch_serial where batch = ? order by issuer_key",
                (row, n) -> new Block(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                batch);
        for (Block block : blocks) {
            List<Long> next = jdbc.queryForList(
                    "select next_number from certificate_serial where issuer_key = ? for update skip locked",
                    Long.class,
                    block.issuerKey());
            if (next.equals(List.of(block.first() + block.size()))) {
                jdbc.update(
                        "update certificate_serial set next_number = ? where issuer_key = ?",
                        block.first() + block.used(),
                        block.issuerKey());
            }
        }
        jdbc.update("update batch_serial set size = used where batch = ?", batch);
    }

    /** Numbers that a batch reserved, and how many of them it used. */
    private record Block(String issuerKey, long first, long size, long used) {}

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
