package org.cardwright.pipeline.step;

/** Asks a run to stop at its next chunk. Once on, it stays on. */
public final class StopSwitch {

    private volatile boolean requested;

    /** Asks; returns at once. */
    public void request() {
        requested = true;
    }

    /** True once somebody asked. */
    public boolean requested() {
        return requested;
    }
}
