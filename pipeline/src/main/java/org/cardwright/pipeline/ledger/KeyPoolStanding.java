package org.cardwright.pipeline.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.pipeline.ledger.KeyPairs.State;
import org.cardwright.pipeline.ledger.KeyPoolAccount.Standing;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Compares the pairs of a pool with its movements, both out of one statement: between two of them somebody else may commit. */
final class KeyPoolStanding {

    private static final String BOTH_SIDES =
            "select 'PAIRS' as side, state as kind, count(*) as quantity, min(filled_at) as oldest from key_pair"
                    + " where pool = ? group by state"
                    + " union all select 'MOVED', kind, sum(quantity), cast(null as varchar(32)) from key_pool_movement"
                    + " where pool = ? group by kind";

    private final JdbcTemplate jdbc;

    KeyPoolStanding(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Standing of(String pool) {
        Map<State, Long> pairs = new EnumMap<>(State.class);
        Map<State, Long> moved = new EnumMap<>(State.class);
        List<Instant> oldest = new ArrayList<>();
        RowCallbackHandler each = row -> {
            State kind = State.valueOf(row.getString("kind"));
            boolean isOfPairs = row.getString("side").equals("PAIRS");
            (isOfPairs ? pairs : moved).put(kind, row.getLong("quantity"));
            if (isOfPairs && kind == State.STOCK) {
                oldest.add(Instant.parse(row.getString("oldest")));
            }
        };
        jdbc.query(BOTH_SIDES, each, pool, pool);
        long all = pairs.values().stream().mapToLong(Long::longValue).sum();
        same(pool, "filled", all, moved.getOrDefault(State.STOCK, 0L));
        for (State state : List.of(State.USED, State.EXPIRED, State.DESTROYED)) {
            same(pool, state.name(), pairs.getOrDefault(state, 0L), moved.getOrDefault(state, 0L));
        }
        return new Standing(
                all,
                pairs.getOrDefault(State.USED, 0L),
                pairs.getOrDefault(State.EXPIRED, 0L),
                pairs.getOrDefault(State.DESTROYED, 0L),
                pairs.getOrDefault(State.STOCK, 0L),
                oldest.isEmpty() ? Optional.empty() : Optional.of(oldest.get(0)));
    }

    private static void same(String pool, String what, long pairs, long movements) {
        if (pairs != movements) {
            throw new NotReconciledException(
                    "pool " + pool + ": " + what + ", pairs " + pairs + ", movements " + movements);
        }
    }
}
