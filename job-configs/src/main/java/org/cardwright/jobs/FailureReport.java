package org.cardwright.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.formats.profile.MalformedProfileException;
import org.cardwright.jobs.command.ExitCode;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.PermissionRefusedException;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.ledger.OperatorRefusedException;
import org.cardwright.pipeline.ledger.RunLostException;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns an exception that ends a command into one line and an exit code.
 *
 * <p>Our own exceptions speak for themselves. Of all others only type and place are shown: a message of the JDK or of a
 * library may quote what it could not read, and that may be card data.
 */
final class FailureReport implements IExecutionExceptionHandler {

    /** Enough to find the place, short enough to read. */
    private static final int SHOWN_FRAMES = 12;

    private static final int MAX_CAUSES = 8;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        int exitCode = exitCode(failure);
        if (speaksForItself(failure)) {
            err.println("cardwright: " + failure.getMessage());
        } else if (failure instanceof FileSystemException file) {
            err.println("cardwright: " + file.getClass().getSimpleName() + ": "
                    + CardNumberMask.mask(String.valueOf(file.getFile())));
        } else {
            err.println("cardwright: internal failure; the message is left out because it may quote data");
            trace(failure, err);
        }
        err.flush();
        return exitCode;
    }

    private static int exitCode(Exception failure) {
        if (failure instanceof WrongUsageException) {
            return ExitCode.USAGE;
        }
        if (failure instanceof MalformedFileException
                || failure instanceof MalformedProfileException
                || failure instanceof ConfigurationException) {
            return ExitCode.INPUT_REFUSED;
        }
        if (failure instanceof DatabaseUnavailableException
                || failure instanceof RunLostException
                || failure instanceof UncheckedIOException) {
            return ExitCode.TRY_AGAIN;
        }
        if (failure instanceof OperatorRefusedException
                || failure instanceof KeyRefusedException
                || failure instanceof PermissionRefusedException) {
            return ExitCode.REFUSED;
        }
        if (failure instanceof SecurityModuleException module) {
            return switch (module.kind()) {
                case KEY_REFUSED -> ExitCode.REFUSED;
                case UNAVAILABLE -> ExitCode.TRY_AGAIN;
                case BAD_INPUT, WRONG_RESULT -> ExitCode.NOT_VERIFIED;
            };
        }
        return failure instanceof IOException ? ExitCode.TRY_AGAIN : ExitCode.NOT_VERIFIED;
    }

    private static boolean speaksForItself(Exception failure) {
        return failure.getMessage() != null && failure.getClass().getName().startsWith("org.cardwright.");
    }

    private static void trace(Throwable failure, PrintWriter err) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++, at = at.getCause()) {
            err.println((depth == 0 ? "  " : "  caused by ") + at.getClass().getName());
            StackTraceElement[] frames = at.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, SHOWN_FRAMES); i++) {
                err.println("      at " + frames[i]);
            }
        }
    }
}
