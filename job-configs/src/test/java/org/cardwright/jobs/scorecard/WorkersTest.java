package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R01 with workers: the real program on several processes, each of which dies, hangs or comes back late. */
class WorkersTest {

    private static final Map<String, Integer> TEN_THOUSAND = Map.of("visa-sda", 9_500, "visa-dda", 500);
    private static final int SMALL_PARTITION = 8;
    private static final int PARTITION = 250;
    private static final String PIECES = "select count(*) from partition_piece";

    @TempDir
    private Path folder;

    @Tag("R01")
    @Row(
            variant = "workers",
            claim = "each accepted card exactly once, whatever happens to workers, manager and broker",
            wanted =
                    "10,000 cards by 1, 2 and 4 workers; 60 workers killed, 20 stopped and come back late, 20 managers killed,"
                            + " 20 restarts of the broker: 0 lost, 0 doubled, identical")
    @Test
    void every_card_comes_out_exactly_once_from_workers(Evidence evidence) throws Exception {
        if (evidence.full()) {
            undisturbed(evidence, 1, 2, 4);
            DisturbedWorkers disturbed = new DisturbedWorkers(evidence, folder);
            disturbed.untilEnough(TEN_THOUSAND, PARTITION);
        } else {
            everyFaultOnce(evidence);
        }
    }

    private void undisturbed(Evidence evidence, int... numbers) throws Exception {
        for (int number : numbers) {
            try (Workshop workshop = new Workshop(folder.resolve("workers-" + number), TEN_THOUSAND, PARTITION)) {
                for (int i = 0; i < number; i++) {
                    workshop.startWorker();
                }
                workshop.assertFinished(workshop.startManager().await());
                workshop.endWorkers();
                workshop.trial().forget();
                evidence.progress(number + " workers");
            }
        }
        evidence.figure("numbers of workers, 0 differing files", numbers.length);
    }

    /** One batch: its manager is killed, its broker restarted, one worker stopped until it is too late, another one killed. */
    private void everyFaultOnce(Evidence evidence) throws Exception {
        try (Workshop workshop = new Workshop(folder, Trial.FEW, SMALL_PARTITION)) {
            Program.Running first = workshop.startManager();
            workshop.await(8, "select count(*) from batch_partition");
            first.kill();
            first.process().waitFor();
            workshop.restartBroker();
            Program.Running manager = workshop.startManager();

            Program.Running late = workshop.startWorker();
            workshop.await(1, "select count(*) from batch_partition where state <> 'WAITING'");
            Workshop.signal("STOP", late);
            Program.Running killed = workshop.startWorker();
            workshop.await(workshop.number(PIECES) + 1, PIECES);
            workshop.kill(killed);
            workshop.startWorker();
            workshop.await(workshop.number(PIECES) + 1, PIECES);
            Workshop.signal("CONT", late);

            workshop.assertFinished(manager.await());
            assertThat(late.process().isAlive()).as("a worker again").isTrue();
            workshop.endWorkers();
            evidence.figure("faults, 0 cards lost, 0 doubled, 0 differing files", 4);
            PlantedDamage.run(evidence, workshop.trial());
            new WorkshopScan(workshop).run(evidence);
        }
    }
}
