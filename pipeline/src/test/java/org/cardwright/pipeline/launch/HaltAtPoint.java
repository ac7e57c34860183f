package org.cardwright.pipeline.launch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.cardwright.pipeline.step.CrashPoints;

/**
 * Kills the process at the Nth passage of a point, as the system properties {@code crash.*} say, or makes it wait there; within the test's own
 * process asks {@link #inProcess} instead.
 */
public final class HaltAtPoint implements CrashPoints {

    /** Exit code of a process that died so. */
    static final int HALTED = 137;

    /** What happens at the points within this process. */
    @SuppressWarnings("NonFinalStaticField") // set and put back by one test at a time
    static volatile CrashPoints inProcess = NONE;

    private final AtomicInteger passages = new AtomicInteger();

    @Override
    public void pass(String point, String step) {
        inProcess.pass(point, step);
        boolean here = point.equals(System.getProperty("crash.point", ""))
                && step.equals(System.getProperty("crash.step", step));
        if (here && passages.incrementAndGet() == Integer.getInteger("crash.passage", 1)) {
            if (Boolean.getBoolean("crash.wait")) {
                LockSupport.park();
            }
            Runtime.getRuntime().halt(HALTED);
        }
    }
}
