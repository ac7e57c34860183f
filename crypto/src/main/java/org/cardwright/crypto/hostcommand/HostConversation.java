package org.cardwright.crypto.hostcommand;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one call over one connection, a few of them on their way at once; answers are handed on in the order of the requests.
 *
 * <p>The device works on while the next request travels. After an error nothing more is sent, and what is on its way is waited for.
 */
final class HostConversation {

    private record Due(HostCommand command, CompletableFuture<HostFrame> answer, Consumer<HostFields> taker) {}

    private final HostConnection connection;
    private final HostAnswers answers;
    private final int window;
    private final Deque<Due> due = new ArrayDeque<>();
    private boolean hasSent;
    private @Nullable SecurityModuleException refused;

    HostConversation(HostConnection connection, HostAnswers answers, int window) {
        this.connection = connection;
        this.answers = answers;
        this.window = window;
    }

    /**
     * Sends a request, waiting for earlier answers when many are due.
     *
     * @param taker gets the answer
     */
    void ask(HostCommand command, byte[] fields, Consumer<HostFields> taker) throws LostConnectionException {
        while (due.size() >= window) {
            settle();
        }
        if (refused == null) {
            hasSent = true;
            due.add(new Due(command, connection.send(command.code(), fields), taker));
        }
    }

    /** Waits for all answers that are due; throws the first error that the device answered. */
    void finish() throws LostConnectionException {
        while (!due.isEmpty()) {
            settle();
        }
        if (refused != null) {
            throw refused;
        }
    }

    /** Asks something before the work begins, such as whether the other side is alive; does not count as sent. */
    void probe(HostCommand command, byte[] fields, Consumer<HostFields> taker) throws LostConnectionException {
        try {
            ask(command, fields, taker);
            finish();
        } finally {
            hasSent = false;
        }
    }

    /** Was anything sent that may have been done? */
    boolean hasSent() {
        return hasSent;
    }

    /** Are answers due, so that nobody else may use the connection? */
    boolean isUnfinished() {
        return !due.isEmpty();
    }

    private void settle() throws LostConnectionException {
        Due first = due.remove();
        try {
            HostFields fields = answers.read(first.command(), arrived(first.answer()));
            if (refused == null) {
                first.taker().accept(fields);
            }
        } catch (SecurityModuleException answered) {
            if (answered.kind() == Kind.WRONG_RESULT) {
                connection.close();
                throw answered;
            }
            refused = refused == null ? answered : refused;
        }
    }

    private static HostFrame arrived(CompletableFuture<HostFrame> answer) throws LostConnectionException {
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LostConnectionException("interrupted", interrupted);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            if (cause instanceof SecurityModuleException wrong) {
                throw new SecurityModuleException(wrong.kind(), String.valueOf(wrong.getMessage()), wrong);
            }
            throw new LostConnectionException(String.valueOf(cause.getMessage()), cause);
        }
    }
}
