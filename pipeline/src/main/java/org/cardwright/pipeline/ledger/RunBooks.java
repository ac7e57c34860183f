package org.cardwright.pipeline.ledger;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.cardwright.pipeline.ledger.ChipSheet.HeadLine;
import org.cardwright.pipeline.ledger.ChipSheet.RunLine;
import org.springframework.transaction.support.TransactionTemplate;

/** What one run changes in its rows: each change is one transaction, and the run is its own until that ends. */
final class RunBooks {

    private final TransactionTemplate transaction;
    private final ChipRuns.Rows rows;
    private final ChipRun.Place place;

    RunBooks(TransactionTemplate transaction, ChipRuns.Rows rows, ChipRun.Place place) {
        this.transaction = transaction;
        this.rows = rows;
        this.place = place;
    }

    private String run() {
        return place.run().id();
    }

    /**
     * Changes rows.
     *
     * @throws RunLostException when another run has taken over
     */
    <T> T within(Supplier<T> change) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!rows.runs().claim(run())) {
                throw new RunLostException(place.group().batch());
            }
            return change.get();
        }));
    }

    /** The same without an answer. */
    void change(Runnable change) {
        within(() -> {
            change.run();
            return true;
        });
    }

    /** A head counts one more, in the transaction of the caller. */
    void count(String head, UnaryOperator<HeadLine> more) {
        rows.runs().count(run(), head, more);
    }

    /** The same for a chip that nothing was written on; the audit names it. */
    void untouched(String head, String chip, UnaryOperator<HeadLine> more) {
        count(head, more);
        rows.audit().returned(place.run(), place.group(), head + ": " + chip);
    }

    /** A card is not gone on with, in the transaction of the caller. */
    void hold(long card, String why) {
        rows.holds().insert(run(), card, why);
    }

    /**
     * Ends the run.
     *
     * @param how in a few words
     * @param finished good cards as the run has counted them
     * @param stand of the cards, for the audit
     * @throws NotReconciledException when the rows say something else
     */
    void end(String how, int finished, String stand) {
        transaction.executeWithoutResult(status -> {
            RunLine ended = place.run()
                    .with(rows.runs().heads(run()))
                    .ended(rows.clock().instant().toString(), how);
            if (!rows.runs().end(ended, place.group())) {
                throw new RunLostException(place.group().batch());
            }
            if (ended.good() != finished) {
                throw new NotReconciledException("group " + place.group().name() + ": good cards counted " + finished
                        + ", in the rows " + ended.good());
            }
            int held = rows.holds().of(run()).size();
            rows.audit().ended(ended, new AuditedRuns.Held(place.group(), held), stand + "; " + ended.ending());
        });
    }
}
