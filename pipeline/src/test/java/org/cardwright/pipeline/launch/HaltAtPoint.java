package org.cardwright.pipeline.launch;

import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.pipeline.step.CrashPoints;

/** Kills the process at the Nth passage of a point, as the system properties {@code crash.*} say; else passes. */
public final class HaltAtPoint implements CrashPoints {

    /** Exit code of a process that died so. */
    public static final int HALTED = 137;

    private final AtomicInteger passages = new AtomicInteger();

    @Override
    public void pass(Point point, String step) {
        boolean here = point.name().equals(System.getProperty("crash.point", ""))
                && step.equals(System.getProperty("crash.step", step));
        if (here && passages.incrementAndGet() == Integer.getInteger("crash.passage", 1)) {
            Runtime.getRuntime().halt(HALTED);
        }
    }
}
