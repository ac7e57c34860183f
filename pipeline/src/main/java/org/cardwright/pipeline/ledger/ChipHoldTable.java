package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Cards that a run did not go on with, although nothing was written for them, and why; each row under a code. */
final class ChipHoldTable {

    private static final String CONTEXT = "ledger.chip-hold";
    private static final int MAX_REASON = 400;

    private final JdbcTemplate jdbc;
    private final RowSeal seal;

    ChipHoldTable(DataSource dataSource, RowSeal seal) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.seal = seal;
    }

    /** A card is held once in a run. */
    void insert(String run, long card, String why) {
        String reason = why.substring(0, Math.min(why.length(), MAX_REASON));
        jdbc.update(
                "insert into chip_hold (run, card, reason, seal) values (?, ?, ?, ?)",
                run,
                card,
                reason,
                code(run, card, reason));
    }

    private String code(String run, long card, String reason) {
        return seal.of(CONTEXT, List.of(run, "" + card, reason));
    }

    /**
     * Those of a run by their indexes.
     *
     * @throws NotReconciledException when a row was changed behind the back of this program
     */
    Map<Long, String> of(String run) {
        Map<Long, String> held = new TreeMap<>();
        RowCallbackHandler each = row -> {
            long card = row.getLong("card");
            String reason = row.getString("reason");
            if (!code(run, card, reason).equals(row.getString("seal"))) {
                throw new NotReconciledException("that card " + card + " is held is not as this program left it");
            }
            held.put(card, reason);
        };
        jdbc.query("select * from chip_hold where run = ?", each, run);
        return held;
    }
}
