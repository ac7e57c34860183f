package org.cardwright.jobs.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * SIGTERM is the good end of a command that would go on for ever: it gets the time to put its things away, to say what became of them, and
 * to end with its own exit code.
 */
public final class Termination implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    /** Of the one command of this process. */
    private static final CompletableFuture<Integer> EXIT_CODE = new CompletableFuture<>();

    private final long patienceSeconds;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Thread hook = new Thread(this::askAndWait, "end-on-termination");

    private Termination(long patienceSeconds) {
        this.patienceSeconds = patienceSeconds;
    }

    /** The command is over: everything is put away and printed. Whoever waits lets the process end now. */
    public static void commandEnded(int exitCode) {
        EXIT_CODE.complete(exitCode);
    }

    /** From now on SIGTERM waits until the command is over, and the exit code is the command's. */
    static Termination expected() {
        return expected(PATIENCE_SECONDS);
    }

    /** The same with more time. */
    static Termination expected(long patienceSeconds) {
        Termination termination = new Termination(patienceSeconds);
        Runtime.getRuntime().addShutdownHook(termination.hook);
        return termination;
    }

    private void askAndWait() {
        asked.countDown();
        try {
            int exitCode = EXIT_CODE.get(patienceSeconds, TimeUnit.SECONDS);
            // without this the JVM ends with the number of the signal, as if it had been killed
            Runtime.getRuntime().halt(exitCode);
        } catch (TimeoutException | ExecutionException notOver) {
            Runtime.getRuntime().halt(ExitCode.TRY_AGAIN);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does something as soon as it is asked for. */
    void then(Runnable reaction) {
        Thread waiting = new Thread(
                () -> {
                    await();
                    reaction.run();
                },
                "react-to-termination");
        waiting.setDaemon(true);
        waiting.start();
    }

    /** Waits for it. */
    void await() {
        try {
            asked.await();
        } catch (InterruptedException endedOtherwise) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // the end of the command ends the process
        }
    }
}
