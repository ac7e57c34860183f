package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.cardwright.pipeline.step.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R07: a security module that refuses, is silent, is lost, or answers with one bit wrong makes no wrong card and loses none. */
class ModuleFaultTest {

    private static final long PATIENCE_MS = 10_000;
    private static final int NOT_VERIFIED = 70;

    private static final List<FaultyModule.Fault> FAULTS = List.of(
            FaultyModule.Fault.WRONG,
            FaultyModule.Fault.LOST,
            FaultyModule.Fault.WRONG,
            FaultyModule.Fault.REFUSED,
            FaultyModule.Fault.WRONG,
            FaultyModule.Fault.SILENT);

    /** What goes onto cards under a key or a signature: one wrong bit in any of them must not leave. */
    private static final List<String> ON_CARDS =
            List.of("CardKeys.derive", "Certificates.signStaticData", "CardValues.cardVerificationValues");

    @TempDir
    private Path folder;

    private final Map<FaultyModule.Fault, Integer> felt = new EnumMap<>(FaultyModule.Fault.class);
    private final List<String> wrong = new ArrayList<>();
    private int trials;
    private int happened;
    private int passedOver;
    private int heldBack;
    private long longestMs;

    @Tag("R07")
    @Row(
            variant = "faulty module",
            claim = "a security module that refuses, is silent, is lost or answers wrongly makes no wrong card",
            wanted =
                    "100 faults at random calls: 0 wrong cards under a final name, ended within 10 s of the fault, and the same"
                            + " command loses nothing; a batch with a wrong answer in it is held")
    @Test
    void a_faulty_security_module_makes_no_wrong_card(Evidence evidence) throws Exception {
        List<String> calls = calls(evidence);
        for (String operation : ON_CARDS) {
            int found = felt.getOrDefault(FaultyModule.Fault.WRONG, 0);
            trial(FaultyModule.Fault.WRONG, 1 + calls.indexOf(operation), evidence.seed());
            evidence.control(
                    "one bit wrong in the answer to " + operation,
                    felt.getOrDefault(FaultyModule.Fault.WRONG, 0) > found);
        }
        Random random = evidence.random();
        for (int i = 0; happened < evidence.size(9, 100); i++) {
            trial(FAULTS.get(i % FAULTS.size()), 1 + random.nextInt(calls.size()), random.nextLong());
            evidence.progress(happened + " faults, " + felt + " felt, " + heldBack + " held back, " + wrong);
        }
        evidence.figure("calls of a run", calls.size());
        evidence.figure("faults", happened);
        felt.forEach((fault, times) -> evidence.figure("felt as " + fault, times));
        evidence.figure("wrong answers that changed no byte of any card", passedOver);
        evidence.figure("batches held, for two persons to end", heldBack);
        evidence.figure("ms from a fault to the end, at most", longestMs);
        evidence.figure("wrong cards or cards lost", wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(longestMs).as("ms from a fault to the end").isLessThan(PATIENCE_MS);
    }

    private Trial next(String name) throws Exception {
        Trial trial = Trial.embedded(folder.resolve(name), Trial.FEW);
        trial.bureau().set("threads = 1");
        return trial;
    }

    /** What a run asks, in order. */
    private List<String> calls(Evidence evidence) throws Exception {
        Trial trial = next("counted");
        FaultyModule counting = new FaultyModule(FaultyModule.Fault.NONE, 0, 0);
        assertThat(run(trial, counting).exitCode()).isZero();
        trial.assertFinished();
        PlantedDamage.run(evidence, trial);
        trial.forget();
        return counting.calls();
    }

    private void trial(FaultyModule.Fault fault, int call, long seed) throws Exception {
        Trial trial = next("trial-" + ++trials);
        FaultyModule faulty = new FaultyModule(fault, call, seed);
        Ended ended = run(trial, faulty);
        if (faulty.happened()) {
            happened++;
            if (fault != FaultyModule.Fault.WRONG) {
                longestMs = Math.max(longestMs, faulty.millisSinceItHappened());
            }
            judge(trial, fault, "call " + call + " " + fault + ": " + ended, ended);
        }
        trial.forget();
    }

    private void judge(Trial trial, FaultyModule.Fault fault, String which, Ended ended) throws Exception {
        if (ended.exitCode() != 0) {
            felt.merge(fault, 1, Integer::sum);
        } else if (fault == FaultyModule.Fault.WRONG) {
            passedOver++;
        } else {
            wrong.add("nobody felt it: " + which);
        }
        note(!trial.namesBeforeTheSeal().isEmpty(), "something wrong has its final name: " + which);
        Ended again = run(trial, new FaultyModule(FaultyModule.Fault.NONE, 0, 0));
        note(!trial.namesBeforeTheSeal().isEmpty(), "the next run sealed something wrong: " + which);
        if (again.exitCode() != 0) {
            heldBack++;
            boolean held = fault == FaultyModule.Fault.WRONG && again.exitCode() == NOT_VERIFIED;
            note(!held, "the next run does not go on: " + which + ", then " + again);
        } else if (fault != FaultyModule.Fault.WRONG) {
            note(!trial.differences().isEmpty(), "something is lost: " + which + ", " + trial.differences());
        }
    }

    private void note(boolean bad, String what) {
        if (bad) {
            wrong.add(what);
        }
    }

    /** How a run ended. */
    private record Ended(int exitCode, String words) {}

    private static Ended run(Trial trial, FaultyModule faulty) throws Exception {
        HomeDirectory home = HomeDirectory.open(trial.bureau().home());
        SecurityModule real = SoftwareSecurityModule.open(
                KeyVault.open(home.vault(), OpenedHome.publishedTestPassphrase()),
                ModulePolicy.test(KeyName.of("bureau.test-seed")));
        try (OpenedHome opened = OpenedHome.over(home, faulty.around(real), Progress.NONE, Clock.systemUTC())) {
            BatchOutcome outcome = opened.pipeline()
                    .prepare(new BatchRequest(
                            trial.bureau().root().resolve("orders.csv"),
                            "bank-one",
                            trial.bureau().out()));
            return new Ended(outcome.exitCode(), outcome.kind() + ", " + outcome.message());
        } catch (RuntimeException refused) {
            return new Ended(NOT_VERIFIED, "not opened: " + refused);
        }
    }
}
