package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.cardwright.jobs.scorecard.KillCount.Stage;

/** Kills and restarts one batch until it is done. */
final class Killing {

    private static final int MOST_RUNS = 500;

    private final Trial trial;
    private final KillTimes times;
    private final KillCount count;
    private final Program program;

    Killing(Trial trial, KillTimes times, KillCount count) {
        this.trial = trial;
        this.times = times;
        this.count = count;
        this.program = trial.program();
    }

    /** No more kills once there are as many as wanted. */
    void untilDone() throws IOException, InterruptedException {
        count.beginBatch();
        for (int run = 0; run < MOST_RUNS; run++) {
            long patience = count.isEnough() ? TimeUnit.HOURS.toMillis(1) : times.next();
            BatchFiles before = BatchFiles.of(trial.bureau());
            Program.Running running = program.start(trial.command());
            if (!running.killAfter(patience)) {
                times.cameTooLate(patience);
                Program.Ended ended = running.await();
                assertThat(ended.exitCode()).as(ended.toString()).isZero();
                return;
            }
            BatchFiles after = BatchFiles.of(trial.bureau());
            Stage stage = after.stageSince(before);
            count.add(stage);
            times.learn(stage != Stage.SEALING && stage != Stage.STARTING);
        }
        throw new AssertionError("not done after " + MOST_RUNS + " runs: " + count);
    }
}
