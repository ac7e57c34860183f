package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Function;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.cardwright.pipeline.ledger.Database;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropJournal;
import org.cardwright.pipeline.ledger.DropState;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.step.CrashPoints;

/** Makes the batch of a drop of our own copy, and writes down what became of it. */
final class DropPreparation {

    private final Function<BatchRequest, BatchOutcome> prepare;
    private final Path out;
    private final DropJournal journal;
    private final DropInbox inbox;
    private final DropIntake.Ending ending;

    /** How the batch of a request is made. */
    record Making(Function<BatchRequest, BatchOutcome> prepare, Path out) {}

    DropPreparation(Making making, DropJournal journal, DropInbox inbox, DropIntake.Ending ending) {
        this.prepare = making.prepare();
        this.out = making.out();
        this.journal = journal;
        this.inbox = inbox;
        this.ending = ending;
    }

    /**
     * One try.
     *
     * @param patience false when a program that fails on it has had its tries
     */
    Drop run(Drop drop, boolean patience) throws IOException {
        Drop begun = drop.state() == DropState.TAKEN ? journal.change(drop, DropState.PREPARING, "", "") : drop;
        if (!isWhole(begun)) {
            // without a batch the issuer sends it again
            DropState state = begun.batch().isEmpty() ? DropState.QUARANTINED : DropState.HELD;
            return end(begun, state, DropRule.COPY.refusal(), begun.batch());
        }
        BatchOutcome outcome = outcome(begun);
        String batch = outcome.batch().isEmpty() ? begun.batch() : outcome.batch();
        String message = CardNumberMask.mask(outcome.message());
        return switch (outcome.kind()) {
            case DONE, ALREADY_DONE -> end(begun, DropState.SEALED, "", batch);
            case APPROVED, ABANDONED, INPUT_REFUSED -> end(begun, DropState.REFUSED, message, batch);
            case APPROVAL_NEEDED, REFUSED -> end(begun, DropState.WAITING, message, batch);
            case STOPPED, BUSY, UNAVAILABLE -> again(begun, message, batch);
            case NOT_RECONCILED, OUTPUT_ALTERED, INTERNAL -> broken(begun, message, batch, patience);
        };
    }

    private Drop broken(Drop drop, String message, String batch, boolean patience) throws IOException {
        if (!batch.isEmpty()) {
            return end(drop, DropState.HELD, message, batch);
        }
        return patience
                ? again(drop, message, batch)
                : end(drop, DropState.QUARANTINED, DropRule.UNFIT.refusal() + ": " + message, batch);
    }

    private Drop again(Drop drop, String message, String batch) {
        if (drop.stands(DropState.PREPARING, message, batch)) {
            return drop;
        }
        ending.news().tell(drop.words() + ": not yet, " + message);
        return journal.change(drop, DropState.PREPARING, message, batch);
    }

    private Drop end(Drop drop, DropState state, String reason, String batch) throws IOException {
        if (drop.stands(state, reason, batch)) {
            return drop;
        }
        Drop ended = journal.change(drop, state, reason, batch);
        ending.crashPoints().pass(CrashPoints.Point.DROP_ENDED, "");
        String made = batch.isEmpty() ? "" : ", batch " + batch;
        ending.news().tell(ended.words() + ": " + state + made + (reason.isEmpty() ? "" : ", " + ended.reason()));
        if (state.isOver()) {
            inbox.settle(ended);
            ending.answers().tell(ended);
        }
        return ended;
    }

    /** Nobody else writes there; a disk may. */
    private boolean isWhole(Drop drop) throws IOException {
        if (!inbox.holds(drop.id())) {
            return false;
        }
        try (FileChannel copy =
                FileChannel.open(inbox.copy(drop.id()), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return CopiedDrop.sha256(copy).equals(drop.of().sha256());
        }
    }

    /** What a file makes this program do stays with that file. */
    private BatchOutcome outcome(Drop drop) {
        BatchRequest request = new BatchRequest(
                inbox.copy(drop.id()), drop.of().issuer(), out.resolve(drop.of().issuer()));
        try {
            return prepare.apply(request);
        } catch (DatabaseUnavailableException ends) {
            throw ends;
        } catch (WrongUsageException toBeSetRight) {
            return BatchOutcome.without(BatchOutcome.Kind.REFUSED, String.valueOf(toBeSetRight.getMessage()));
        } catch (RuntimeException failed) {
            if (Database.lost(failed).isPresent()) {
                throw failed;
            }
            return BatchOutcome.without(
                    BatchOutcome.Kind.INTERNAL,
                    "the program failed on it with " + failed.getClass().getSimpleName());
        }
    }
}
