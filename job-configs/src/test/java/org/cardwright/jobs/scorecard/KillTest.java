package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R01: the program is killed at random times, from the start of its JVM to its exit, and started again until it is done. */
class KillTest {

    /** 95 % SDA, so that kills, not the generation of keys, fill the time. */
    private static final Map<String, Integer> TEN_THOUSAND = Map.of("visa-sda", 9_500, "visa-dda", 500);

    /** At full size most of a run would be too long to wait for: the work then takes many runs. */
    private static final long SPAN_MS = 12_000;

    @TempDir
    private Path folder;

    /** Makes the bureau of one batch. */
    @FunctionalInterface
    private interface Bureaus {
        Trial next(Path root, Map<String, Integer> orders) throws Exception;
    }

    @Tag("R01")
    @Row(
            variant = "H2",
            claim = "each accepted card exactly once after kill -9",
            wanted = "300 kills, 200 of them between the first and the last record byte; 0 lost, 0 doubled, identical;"
                    + " 10,000 cards")
    @Test
    void every_card_comes_out_exactly_once_over_the_embedded_database(Evidence evidence) throws Exception {
        kill(evidence, Trial::embedded, evidence.size(4, 300));
        killFirstStarts(evidence);
    }

    /** The first run of a home also makes its configuration, its vault and its database; killed at any time of that. */
    private void killFirstStarts(Evidence evidence) throws Exception {
        long spanMs = 2 * Trial.startMillis();
        Random random = evidence.random();
        int killed = 0;
        for (int home = 0; home < evidence.size(1, 15); home++) {
            Trial trial = Trial.emptyHome(folder.resolve("home-" + home), Trial.FEW);
            for (int kill = 0; kill < 2; kill++) {
                killed += trial.program().start(trial.command()).killAfter(random.nextLong(spanMs)) ? 1 : 0;
            }
            Program.Ended last = trial.program().run(trial.command());
            assertThat(last.exitCode()).as("home %d: %s", home, last).isZero();
            trial.assertSameBytes();
            trial.assertAuditIsOutside();
            trial.forget();
        }
        evidence.figure("more kills while a home is made", killed);
    }

    @Tag("R01")
    @Row(
            variant = "PostgreSQL",
            claim = "each accepted card exactly once after kill -9",
            wanted = "300 kills, 200 of them between the first and the last record byte; 0 lost, 0 doubled, identical;"
                    + " 10,000 cards")
    @Test
    void every_card_comes_out_exactly_once_over_postgresql(Evidence evidence) throws Exception {
        kill(
                evidence,
                (root, orders) -> Trial.over(PostgresServer.freshDatabase(), root, orders),
                evidence.size(2, 300));
    }

    private void kill(Evidence evidence, Bureaus bureaus, int wanted) throws Exception {
        Map<String, Integer> orders = evidence.full() ? TEN_THOUSAND : Trial.FEW;
        long spanMs = evidence.full() ? SPAN_MS : Trial.undisturbedMillis(orders) * 3 / 4;
        KillTimes times = new KillTimes(evidence.random(), spanMs);
        KillCount count = new KillCount(wanted, evidence.size(1, 200));
        int batches = 0;
        while (!count.isEnough()) {
            Trial trial = bureaus.next(folder.resolve("batch-" + batches), orders);
            new Killing(trial, times, count).untilDone();
            trial.assertFinished();
            trial.assertAuditIsOutside();
            assertResumed(trial.database(), count.amongRecordsOfThisBatch());
            batches++;
            evidence.progress(count + ", " + batches + " batches");
            if (batches == 1) {
                PlantedDamage.run(evidence, trial);
            }
            trial.forget();
        }
        evidence.figure("kills", count.total());
        count.perStage().forEach((stage, kills) -> evidence.figure("while " + stage.words(), kills));
        evidence.figure("batches, 0 cards lost, 0 doubled, 0 differing files", batches);
    }

    private static void assertResumed(DatabaseSettings database, int killsAmongRecords) throws Exception {
        if (killsAmongRecords > 0) {
            assertThat(LedgerRows.resumed(database))
                    .as("resumed, as the audit says")
                    .isPositive();
        }
    }
}
