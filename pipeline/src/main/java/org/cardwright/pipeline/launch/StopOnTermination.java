package org.cardwright.pipeline.launch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.cardwright.pipeline.step.StopSwitch;

/** SIGTERM: asks the run to stop at its next chunk and keeps the process alive until it has, at most 30 seconds. */
final class StopOnTermination implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private StopOnTermination(StopSwitch stop) {
        this.hook = new Thread(() -> stopAndWait(stop), "stop-on-termination");
    }

    static StopOnTermination around(StopSwitch stop) {
        StopOnTermination termination = new StopOnTermination(stop);
        Runtime.getRuntime().addShutdownHook(termination.hook);
        return termination;
    }

    private void stopAndWait(StopSwitch stop) {
        stop.request();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                // The next start repairs what this run leaves behind.
                Runtime.getRuntime().halt(BatchOutcome.Kind.STOPPED.exitCode());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the work; whoever terminates the process waits for its end. */
    <T> T during(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            ended.countDown();
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
