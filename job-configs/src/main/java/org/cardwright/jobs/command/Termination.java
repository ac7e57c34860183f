package org.cardwright.jobs.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** SIGTERM is the good end of a command that would go on for ever: it gets the time to put its things away. */
final class Termination implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final long patienceSeconds;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::askAndWait, "end-on-termination");

    private Termination(long patienceSeconds) {
        this.patienceSeconds = patienceSeconds;
    }

    /** From now on SIGTERM waits until the result is closed, and the exit code is that of a good end. */
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
            boolean good = ended.await(patienceSeconds, TimeUnit.SECONDS);
            // without this the JVM ends with the number of the signal, as if it had been killed
            Runtime.getRuntime().halt(good ? ExitCode.DONE : ExitCode.TRY_AGAIN);
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
            ended.countDown();
        }
    }
}
