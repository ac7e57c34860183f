package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.jobs.scorecard.Strace.Fault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R06: any system call on the files of a batch may fail. */
class SystemCallTest {

    private static final int FAULTS_PER_CALL = 34;
    /** The reduced size: one batch meets all of these, one after the other, each in the run that resumes. */
    private static final List<Fault> FEW = List.of(
            new Fault("ftruncate", "EIO", 1),
            new Fault("openat", "ENOSPC", 2),
            new Fault("write", "ENOSPC", 2),
            new Fault("fsync", "EIO", 3),
            new Fault("pwrite64", "ENOSPC", 2),
            new Fault("fdatasync", "EIO", 2),
            new Fault("rename", "EIO", 2),
            new Fault("close", "EIO", 2));

    @TempDir
    private Path folder;

    private int batches;
    private int injections;
    private int felt;

    @BeforeAll
    static void need_strace() throws Exception {
        Strace.require();
    }

    @Tag("R06")
    @Row(
            claim = "any file system call may fail: nothing is lost in silence",
            wanted = "EIO and ENOSPC at write, pwrite64, fsync, fdatasync, ftruncate, rename, openat, close:"
                    + " 200 injections, 0 silent loss")
    @Test
    void a_system_call_that_fails_loses_nothing_in_silence(Evidence evidence) throws Exception {
        Map<String, Integer> counts = count(evidence);
        assertThat(counts.keySet()).containsExactlyInAnyOrderElementsOf(Strace.CALLS);
        if (evidence.full()) {
            for (Fault fault : planned(counts)) {
                inject(List.of(fault));
                evidence.progress(injections + " injections, " + felt + " felt, last " + fault);
            }
        } else {
            inject(FEW);
        }
        evidence.figure("injections", injections);
        evidence.figure("ended with exit 75", felt);
        evidence.figure("batches, 0 silent losses", batches);
        assertThat(injections).isGreaterThanOrEqualTo(evidence.size(FEW.size(), 200));
        evidence.control("a fault is felt", felt > 0);
    }

    /** How often an undisturbed run makes each call. */
    private Map<String, Integer> count(Evidence evidence) throws Exception {
        Trial trial = Trial.embedded(folder.resolve("counted"), Trial.FEW);
        Strace strace = new Strace(folder.resolve("strace.log"), trial.files());
        Program.Ended ended = trial.program()
                .start(strace.command(), Map.of(), List.of(trial.command()))
                .await();
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        trial.assertFinished();
        PlantedDamage.run(evidence, trial);
        trial.forget();
        evidence.control("nothing injected", !strace.injected());
        return strace.counts();
    }

    /** Spread evenly over the calls of an undisturbed run, the two errors in turn. */
    private static List<Fault> planned(Map<String, Integer> counts) {
        List<Fault> planned = new ArrayList<>();
        counts.forEach((call, count) -> {
            for (int i = 0; i < FAULTS_PER_CALL; i++) {
                int n = 1 + i * count / FAULTS_PER_CALL;
                planned.add(new Fault(call, i % 2 == 0 ? "EIO" : "ENOSPC", n));
            }
        });
        return planned;
    }

    /** One batch: each fault in a run of its own, then a run that finishes. */
    private void inject(List<Fault> faults) throws Exception {
        Trial trial = Trial.embedded(folder.resolve("batch-" + batches), Trial.FEW);
        Strace strace = new Strace(folder.resolve("strace.log"), trial.files());
        for (Fault fault : faults) {
            Program.Ended ended = trial.program()
                    .start(strace.command(fault), Map.of(), List.of(trial.command()))
                    .await();
            assertThat(ended.exitCode()).as("%s: %s", fault, ended).isIn(0, Trial.TRY_AGAIN);
            injections += strace.injected() ? 1 : 0;
            felt += ended.exitCode() == Trial.TRY_AGAIN ? 1 : 0;
            if (ended.exitCode() == 0) {
                trial.assertFinished();
            }
        }
        trial.finish();
        batches++;
        trial.forget();
    }
}
