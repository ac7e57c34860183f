package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Batches whose workers, managers and broker are disturbed at random times until enough has been done to them. */
final class DisturbedWorkers {

    private static final int WORKERS = 3;
    private static final int MOST_BATCHES = 200;
    private static final long LONGEST_QUIET_MS = 2_500;

    /** Longer than a lease, shorter than two. */
    private static final long STOPPED_MS = 3_500;

    /** What is done, and how often at full size. */
    private enum Fault {
        WORKER_KILLED(60, "workers killed"),
        WORKER_LATE(20, "workers stopped and come back late"),
        MANAGER_KILLED(20, "managers killed"),
        BROKER_RESTARTED(20, "restarts of the broker");

        private final int wanted;
        private final String words;

        Fault(int wanted, String words) {
            this.wanted = wanted;
            this.words = words;
        }
    }

    private final Evidence evidence;
    private final Path folder;
    private final Random random;
    private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);

    DisturbedWorkers(Evidence evidence, Path folder) {
        this.evidence = evidence;
        this.folder = folder;
        this.random = evidence.random();
        for (Fault fault : Fault.values()) {
            done.put(fault, 0);
        }
    }

    void untilEnough(Map<String, Integer> orders, int partitionOrders) throws Exception {
        int batches = 0;
        int replaced = 0;
        while (!isEnough()) {
            if (batches == MOST_BATCHES) {
                throw new AssertionError("too few faults in " + batches + " batches: " + done);
            }
            try (Workshop workshop = new Workshop(folder.resolve("batch-" + batches), orders, partitionOrders)) {
                disturb(workshop);
                workshop.endWorkers();
                replaced += workshop.replaced();
                if (batches == 0) {
                    PlantedDamage.run(evidence, workshop.trial());
                    new WorkshopScan(workshop).run(evidence);
                }
                workshop.trial().forget();
            }
            batches++;
            evidence.progress(done + ", " + batches + " batches");
        }
        done.forEach((fault, times) -> evidence.figure(fault.words, times));
        evidence.figure("workers and managers that found no broker at their start and were started anew", replaced);
        evidence.figure("batches, 0 cards lost, 0 doubled, 0 differing files", batches);
    }

    private boolean isEnough() {
        return done.entrySet().stream().allMatch(one -> one.getValue() >= one.getKey().wanted);
    }

    private void disturb(Workshop workshop) throws Exception {
        Program.Running manager = workshop.startManager();
        for (int i = 0; i < WORKERS; i++) {
            workshop.startWorker();
        }
        while (!manager.process().waitFor(random.nextLong(LONGEST_QUIET_MS), TimeUnit.MILLISECONDS)
                || workshop.foundNoBroker(manager)) {
            workshop.replaceThoseWithoutBroker();
            manager = workshop.replacedWithoutBroker(manager);
            List<Program.Running> atWork = workshop.atWork();
            if (!atWork.isEmpty()) {
                Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
                manager = disturbed(fault, workshop, manager, atWork.get(random.nextInt(atWork.size())));
                done.merge(fault, 1, Integer::sum);
            }
        }
        workshop.assertFinished(manager.await());
    }

    /** A fault counts only while cards are made, and for a worker only when it makes some. */
    private static Program.Running disturbed(
            Fault fault, Workshop workshop, Program.Running manager, Program.Running worker) throws Exception {
        switch (fault) {
            case WORKER_KILLED -> {
                workshop.kill(worker);
                workshop.startWorker();
            }
            case WORKER_LATE -> beLate(worker);
            case MANAGER_KILLED -> {
                workshop.kill(manager);
                return workshop.startManager();
            }
            case BROKER_RESTARTED -> workshop.restartBroker();
        }
        return manager;
    }

    private static void beLate(Program.Running worker) throws IOException, InterruptedException {
        Workshop.signal("STOP", worker);
        TimeUnit.MILLISECONDS.sleep(STOPPED_MS);
        Workshop.signal("CONT", worker);
    }
}
