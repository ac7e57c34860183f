package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.util.Optional;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.profile.MalformedProfileException;
import org.cardwright.pipeline.ledger.BatchRegister;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.ledger.Ledger;
import org.cardwright.pipeline.partition.BrokerException;
import org.cardwright.pipeline.step.StepFailure;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Makes outcomes, also of the failures that an operator can act on. */
final class Outcomes {

    /** Digits of a batch identity that name it to people and directories. */
    static final int SHOWN_DIGITS = 16;

    private Outcomes() {}

    /** Something that ends in an outcome or fails in one of the ways an operator can act on. */
    @FunctionalInterface
    interface Attempt {
        BatchOutcome go() throws IOException;
    }

    static BatchOutcome of(Attempt attempt) {
        try {
            return attempt.go();
        } catch (MalformedFileException malformed) {
            return refused(String.valueOf(malformed.getMessage()));
        } catch (MalformedProfileException contradiction) {
            return refused(String.valueOf(contradiction.getMessage()));
        } catch (SecurityModuleException failed) {
            return plain(kind(failed), String.valueOf(failed.getMessage()));
        } catch (DatabaseUnavailableException down) {
            return plain(BatchOutcome.Kind.UNAVAILABLE, String.valueOf(down.getMessage()));
        } catch (BrokerException away) {
            return plain(
                    away.isRefusal() ? BatchOutcome.Kind.REFUSED : BatchOutcome.Kind.UNAVAILABLE,
                    String.valueOf(away.getMessage()));
        } catch (DataAccessException | TransactionException down) {
            Optional<Error> defect = StepFailure.defect(down);
            return defect.isPresent()
                    ? broken(defect.get())
                    : tryAgain("the database failed: " + down.getClass().getSimpleName());
        } catch (IOException failed) {
            return tryAgain("input or output failed: " + failed.getClass().getSimpleName());
        } catch (Error defect) {
            return broken(defect);
        }
    }

    /** Why something failed that ends otherwise without an outcome. */
    static Optional<BatchOutcome> failure(Runnable work) {
        BatchOutcome outcome = of(() -> {
            work.run();
            return plain(BatchOutcome.Kind.DONE, "");
        });
        return Optional.of(outcome).filter(ended -> ended.kind() != BatchOutcome.Kind.DONE);
    }

    private static BatchOutcome.Kind kind(SecurityModuleException failed) {
        return switch (failed.kind()) {
            case KEY_REFUSED -> BatchOutcome.Kind.REFUSED;
            case UNAVAILABLE -> BatchOutcome.Kind.UNAVAILABLE;
            case WRONG_RESULT -> BatchOutcome.Kind.NOT_RECONCILED;
            case BAD_INPUT -> BatchOutcome.Kind.INTERNAL;
        };
    }

    private static BatchOutcome broken(Error defect) {
        return plain(
                BatchOutcome.Kind.INTERNAL,
                "the program ended with " + defect.getClass().getName());
    }

    private static BatchOutcome tryAgain(String message) {
        return plain(BatchOutcome.Kind.UNAVAILABLE, message + "; the same command resumes");
    }

    static BatchOutcome refused(String message) {
        return plain(BatchOutcome.Kind.INPUT_REFUSED, message);
    }

    static BatchOutcome busy(String batch) {
        return plain(BatchOutcome.Kind.BUSY, "another process works on batch " + shown(batch) + "; try again later");
    }

    static BatchOutcome plain(BatchOutcome.Kind kind, String message) {
        return BatchOutcome.without(kind, message);
    }

    static BatchOutcome ended(Ledger ledger, BatchRegister.Entry entry, BatchRunner.Ending ending) {
        boolean sealed = ending.kind() == BatchOutcome.Kind.DONE || ending.kind() == BatchOutcome.Kind.ALREADY_DONE;
        return new BatchOutcome(
                ending.kind(),
                entry.batch(),
                ending.message(),
                ledger.orders(entry.batch()),
                sealed ? Optional.of(entry.directory()) : Optional.empty(),
                ending.request(),
                ending.times());
    }

    static String shown(String batch) {
        return batch.substring(0, SHOWN_DIGITS);
    }
}
