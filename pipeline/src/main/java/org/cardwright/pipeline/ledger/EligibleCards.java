package org.cardwright.pipeline.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.sql.DataSource;

/** Which cards a room may have now. */
final class EligibleCards {

    private final StationTable table;
    private final DuplicatedCards duplicated;
    private final CardDispatchTable dispatches;

    EligibleCards(StationTable table, DataSource database, RowSeal seal) {
        this.table = table;
        this.duplicated = new DuplicatedCards(database, seal);
        this.dispatches = new CardDispatchTable(database, seal);
    }

    /** Those among these indexes, in their order; until the transaction of the plan ends, nobody says that cards have left, or have not. */
    List<StationCard.Of> of(StationJobs.Plan plan, List<Long> cards, int most) {
        dispatches.lock(plan.batch());
        StationJobs.Room room = plan.room();
        Map<Long, List<StationStanding>> newest = StationStanding.newest(table.standing(plan.batch(), room.chain()));
        Set<String> madeAgain = duplicated.orders(plan.batch());
        CardDispatchTable.Left left = dispatches.left(plan.batch());
        List<StationCard.Of> eligible = new ArrayList<>();
        for (long card : cards) {
            OptionalInt attempt = StationStanding.attempt(
                    newest.getOrDefault(card, List.of()), room.name(), room.after(), room.attempts());
            Optional<CardDispatch> gone = left.of(card);
            boolean may = eligible.size() < most
                    && attempt.isPresent()
                    && room.dispatch().admits(gone);
            if (may && !duplicated.isOneOf(madeAgain, new ChipAttempts.Card(plan.batch(), card))) {
                eligible.add(new StationCard.Of(plan.batch(), card, room.name(), attempt.getAsInt(), room.chain()));
            }
        }
        return eligible;
    }
}
