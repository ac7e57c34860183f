package org.cardwright.jobs.command;

import java.io.PrintWriter;
import org.cardwright.pipeline.step.Progress;

/** Draws how far a step has come, one line that is written over, only where a person looks; and tells warnings. */
final class ProgressBar implements Progress {

    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final PrintWriter err;
    private final boolean drawn;
    private long drawnAt;

    ProgressBar(PrintWriter err, boolean drawn) {
        this.err = err;
        this.drawn = drawn;
    }

    /** A bar when a terminal is attached, else warnings only. */
    static Progress on(PrintWriter err) {
        return new ProgressBar(err, Terminal.attached());
    }

    @Override
    public void warn(String warning) {
        err.println("cardwright: " + warning);
        err.flush();
    }

    @Override
    public synchronized void at(String step, long done, long total) {
        long now = System.nanoTime();
        boolean last = done >= total;
        if (!drawn || total == 0 || (!last && now - drawnAt < REDRAW_NANOS)) {
            return;
        }
        drawnAt = now;
        int filled = (int) (WIDTH * Math.min(done, total) / total);
        err.print("\r" + step + " [" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + "/" + total
                + "    " + (last ? "\r" + " ".repeat(WIDTH + 40) + "\r" : ""));
        err.flush();
    }
}
