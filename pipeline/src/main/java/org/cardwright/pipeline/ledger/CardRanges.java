package org.cardwright.pipeline.ledger;

import java.util.BitSet;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the cards of a batch have reached together, as ranges of their record indexes: one row for cards that follow each other, in place of
 * a change of each of their rows. Ranges never touch, so a batch that is done has one of each standing. All changes belong into the
 * transaction of the work that they record.
 */
final class CardRanges {

    /** What a card can have reached. */
    enum Standing {
        /** The verifier looked at the card and found nothing. */
        VERIFIED,
        /** It stands in the sealed files and is accounted for. */
        GOOD
    }

    /** True for a row o of ordered_card whose card is good, by a range or, from before, by itself. */
    static final String IS_GOOD = "(o.state = 'GOOD' or (o.state = 'PREPARED' and exists (select 1 from card_range r"
            + " where r.batch_number = o.batch_number and r.standing = 'GOOD' and r.first_index <= o.record_index"
            + " and r.last_index >= o.record_index)))";

    private final JdbcTemplate jdbc;

    CardRanges(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** In order. */
    List<NumberRange> of(int batchNumber, Standing standing) {
        return jdbc.query(
                "select first_index, last_index from card_range where batch_number = ? and standing = ? order by first_index",
                (row, n) -> new NumberRange(row.getInt(1), row.getInt(2)),
                batchNumber,
                standing.name());
    }

    /** Adds cards to those that have reached it. */
    void add(int batchNumber, Standing standing, BitSet indexes) {
        BitSet all = indexes(batchNumber, standing);
        all.or(indexes);
        jdbc.update("delete from card_range where batch_number = ? and standing = ?", batchNumber, standing.name());
        jdbc.batchUpdate(
                "insert into card_range (batch_number, standing, first_index, last_index) values (?, ?, ?, ?)",
                NumberRange.of(all).stream()
                        .map(range -> new Object[] {batchNumber, standing.name(), range.first(), range.last()})
                        .toList());
    }

    /**
     * The same for what a card reaches once.
     *
     * @throws NotReconciledException when one of them has reached it before
     */
    void addOnce(int batchNumber, Standing standing, BitSet indexes) {
        if (indexes(batchNumber, standing).intersects(indexes)) {
            throw new NotReconciledException("a card is " + standing + " a second time");
        }
        add(batchNumber, standing, indexes);
    }

    private BitSet indexes(int batchNumber, Standing standing) {
        BitSet indexes = new BitSet();
        of(batchNumber, standing).forEach(range -> indexes.set(range.first(), range.last() + 1));
        return indexes;
    }
}
