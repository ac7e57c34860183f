package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Starts a run and comes back when it is among the records. */
final class RunningBatch {

    private static final int LOOK_EVERY_MS = 5;

    private RunningBatch() {}

    /** A run that has staged so many chunks of prepared cards more than there were. */
    static Program.Running amongRecords(Program program, TestBureau bureau, String[] command, int chunks)
            throws IOException, InterruptedException {
        long before = prepared(bureau);
        Program.Running running = program.start(command);
        long last = before;
        for (int grown = 0; grown < chunks; ) {
            assertThat(running.process().waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS))
                    .as("ended before it was disturbed")
                    .isFalse();
            long now = prepared(bureau);
            grown += now > last ? 1 : 0;
            last = now;
        }
        return running;
    }

    private static long prepared(TestBureau bureau) throws IOException {
        return BatchFiles.of(bureau).records().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
