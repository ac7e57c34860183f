package org.cardwright.pipeline.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.perso.file.PersoFileException;
import org.cardwright.perso.file.ReleaseRefusedException;
import org.cardwright.pipeline.ledger.FirstArticleWaitsException;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.PartitionLostException;
import org.cardwright.pipeline.ledger.RunLostException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Turns whatever the code of a step throws into a {@link StepFailure} without content. */
final class ContentFree {

    private static final int FRAMES = 12;
    private static final int MAX_CAUSES = 20;

    private ContentFree() {}

    /** Something that may fail in any way. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws Exception;
    }

    /** Runs the work of a step. */
    static <T> T run(String step, Work<T> work) {
        try {
            return work.run();
        } catch (StepFailure known) {
            throw known;
        } catch (Exception | Error failed) {
            throw failure(step, failed);
        }
    }

    static StepFailure failure(String step, Throwable thrown) {
        Optional<Error> defect = defect(thrown);
        if (defect.isPresent()) {
            return unknown(step, defect.get());
        }
        Throwable failed = unwrapped(thrown);
        if (failed instanceof NotReconciledException) {
            return new StepFailure(StepFailure.Kind.NOT_RECONCILED, message(failed));
        }
        if (failed instanceof FirstArticleWaitsException) {
            return new StepFailure(StepFailure.Kind.WAITING, message(failed));
        }
        if (failed instanceof RunLostException || failed instanceof PartitionLostException) {
            return new StepFailure(StepFailure.Kind.BUSY, message(failed));
        }
        if (failed instanceof MalformedFileException) {
            return new StepFailure(StepFailure.Kind.INPUT, message(failed));
        }
        if (failed instanceof SecurityModuleException module) {
            return new StepFailure(kind(module), message(failed));
        }
        if (failed instanceof PersoFileException || failed instanceof ReleaseRefusedException) {
            return new StepFailure(StepFailure.Kind.NOT_RECONCILED, message(failed));
        }
        if (failed instanceof IOException || isOfFileSystem(failed)) {
            return new StepFailure(StepFailure.Kind.UNAVAILABLE, "step " + step + ": " + fileSystem(failed));
        }
        if (failed instanceof DataAccessException || failed instanceof TransactionException) {
            return new StepFailure(StepFailure.Kind.UNAVAILABLE, "step " + step + ": " + database(failed));
        }
        return unknown(step, failed);
    }

    /** Wrappers that only carry a checked exception through code that declares none. */
    private static Throwable unwrapped(Throwable thrown) {
        boolean isWrapper = thrown instanceof UncheckedIOException || thrown instanceof UndeclaredThrowableException;
        return isWrapper && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** The JDK lets its own exception out of {@code Files.copy} when only the last {@code close} fails. */
    private static boolean isOfFileSystem(Throwable failed) {
        return failed.getClass().getPackageName().equals("sun.nio.fs");
    }

    /** The error behind a failure: a database that ran out of memory is no database that is down. */
    static Optional<Error> defect(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
            if (at instanceof Error error) {
                return Optional.of(error);
            }
            at = at.getCause();
        }
        return Optional.empty();
    }

    private static StepFailure.Kind kind(SecurityModuleException module) {
        return switch (module.kind()) {
            case KEY_REFUSED -> StepFailure.Kind.REFUSED;
            case UNAVAILABLE -> StepFailure.Kind.UNAVAILABLE;
            case WRONG_RESULT -> StepFailure.Kind.NOT_RECONCILED;
            case BAD_INPUT -> StepFailure.Kind.INTERNAL;
        };
    }

    /** A defect: where, but not what it said; the message of a foreign exception may quote its input. */
    private static StepFailure unknown(String step, Throwable failed) {
        StepFailure failure = new StepFailure(
                StepFailure.Kind.INTERNAL,
                "step " + step + ": " + failed.getClass().getName());
        StackTraceElement[] trace = failed.getStackTrace();
        StackTraceElement[] top = new StackTraceElement[Math.min(FRAMES, trace.length)];
        System.arraycopy(trace, 0, top, 0, top.length);
        failure.setStackTrace(top);
        return failure;
    }

    /** The operating system's own words are known; anything else a message says is not. */
    static String fileSystem(Throwable failed) {
        String message = String.valueOf(failed.getMessage());
        for (String known : List.of("No space left on device", "Input/output error", "Permission denied")) {
            if (message.contains(known)) {
                return "input or output failed, " + known;
            }
        }
        return "input or output failed, " + name(failed);
    }

    private static String database(Throwable failed) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failed);
        String state = root instanceof SQLException sql ? ", SQL state " + sql.getSQLState() : "";
        return "the database failed, " + name(failed) + state;
    }

    private static String name(Throwable failed) {
        return failed.getClass().getSimpleName();
    }

    private static String message(Throwable failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }
}
