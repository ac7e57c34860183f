package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R09: several launches at once on one batch: one works, the others say so and go. */
class AtOnceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_PROCESSES = 5;

    @TempDir
    private Path folder;

    /** Makes the bureau of one trial. */
    @FunctionalInterface
    private interface Bureaus {
        Trial next(Path root, Map<String, Integer> orders) throws Exception;
    }

    /**
     * One of the launches.
     *
     * @param exitCode how it ended
     * @param worked true when it made the batch, and did not find it made
     * @param millis how long it ran
     * @param endedAt milliseconds between the first launch and its end
     */
    private record Launch(int exitCode, boolean worked, long millis, long endedAt) {

        static Launch of(Program.Ended ended, long millis, long endedAt) {
            return new Launch(ended.exitCode(), ended.out().contains("sealed and accounted for"), millis, endedAt);
        }

        /** Gave up at once, or came so late that there was nothing left to do. */
        boolean stoodBack(Launch worker) {
            return exitCode == Trial.TRY_AGAIN || (exitCode == 0 && !worked && endedAt >= worker.endedAt);
        }
    }

    private static final Launch WORKED = new Launch(0, true, 2, 2);
    private static final Launch DONE_BEFORE = new Launch(0, false, 1, 1);
    private static final Launch BUSY = new Launch(Trial.TRY_AGAIN, false, 1, 1);

    @Tag("R09")
    @Row(
            variant = "H2",
            claim = "of two or more launches at once exactly one works",
            wanted =
                    "20 x 2-5 processes: 1 works, the others exit 75 within 5 s, or twice the time that as many take to start")
    @Test
    void one_of_several_launches_works_over_the_embedded_database(Evidence evidence) throws Exception {
        launchAtOnce(evidence, Trial::embedded);
        launchInAnEmptyHome(evidence);
    }

    @Tag("R09")
    @Row(
            variant = "PostgreSQL",
            claim = "of two or more launches at once exactly one works",
            wanted =
                    "20 x 2-5 processes: 1 works, the others exit 75 within 5 s, or twice the time that as many take to start")
    @Test
    void one_of_several_launches_works_over_postgresql(Evidence evidence) throws Exception {
        launchAtOnce(evidence, (root, orders) -> Trial.over(PostgresServer.freshDatabase(), root, orders));
    }

    private void launchAtOnce(Evidence evidence, Bureaus bureaus) throws Exception {
        Map<String, Integer> orders = evidence.full() ? Trial.MANY : Trial.FEW;
        Trial.undisturbed(orders);
        long startMs = Trial.startMillis();
        int launched = 0;
        long longest = 0;
        for (int trial = 0; trial < evidence.size(1, 20); trial++) {
            int processes = evidence.size(3, 2 + trial % (MOST_PROCESSES - 1));
            Trial batch = bureaus.next(folder.resolve("trial-" + trial), orders);
            List<Launch> launches = launch(batch, processes);
            assertThat(isOneThatWorks(launches))
                    .as("trial %d: %s", trial, launches)
                    .isTrue();
            long last = launches.stream()
                    .filter(launch -> launch.exitCode() != 0)
                    .mapToLong(Launch::millis)
                    .max()
                    .orElse(0);
            assertThat(last).as("ms until the last one gave up").isLessThan(patienceMs(processes, startMs));
            batch.assertFinished();
            launched += launches.size();
            longest = Math.max(longest, last);
            evidence.progress("trial " + (trial + 1) + ", " + launched + " processes, longest " + longest + " ms");
            if (trial == 0) {
                PlantedDamage.run(evidence, batch);
            }
            batch.forget();
        }
        evidence.figure("trials", evidence.size(1, 20));
        evidence.figure("processes", launched);
        evidence.figure("ms until the last one gave up", longest);
        evidence.control("one finds it done too early", !isOneThatWorks(List.of(WORKED, BUSY, DONE_BEFORE)));
        evidence.control("two that work", !isOneThatWorks(List.of(WORKED, WORKED)));
        evidence.control("none that works", !isOneThatWorks(List.of(BUSY, BUSY)));
        evidence.control("one that fails otherwise", !isOneThatWorks(List.of(WORKED, new Launch(70, false, 1, 1))));
    }

    /** The first launches of a home also make its configuration and its vault, once. */
    private void launchInAnEmptyHome(Evidence evidence) throws Exception {
        int trials = evidence.size(1, 20);
        for (int trial = 0; trial < trials; trial++) {
            Trial batch = Trial.emptyHome(folder.resolve("empty-" + trial), Trial.FEW);
            List<Launch> launches = launch(batch, evidence.size(3, MOST_PROCESSES));
            assertThat(launches).as("empty home %d", trial).allMatch(one -> one.worked() || one.stoodBack(WORKED));
            assertThat(launches)
                    .as("empty home %d", trial)
                    .filteredOn(Launch::worked)
                    .hasSize(1);
            batch.assertSameBytes();
            batch.forget();
        }
        evidence.figure("empty homes", trials);
    }

    /** So many at the same time, and one more when the batch is under way. */
    private static List<Launch> launch(Trial trial, int processes) throws Exception {
        Program program = trial.program();
        long first = System.nanoTime();
        List<Program.Running> running = new ArrayList<>();
        List<CompletableFuture<long[]>> ends = new ArrayList<>();
        for (int i = 0; i <= processes; i++) {
            if (i == processes) {
                awaitWork(trial.bureau().home().resolve("work"), running);
            }
            long started = System.nanoTime();
            Program.Running one = program.start(trial.command());
            running.add(one);
            ends.add(one.process().onExit().thenApply(ended -> new long[] {millisSince(started), millisSince(first)}));
        }
        List<Launch> launches = new ArrayList<>();
        for (int i = 0; i <= processes; i++) {
            Program.Ended ended = running.get(i).await();
            long[] millis = ends.get(i).join();
            launches.add(Launch.of(ended, millis[0], millis[1]));
        }
        return launches;
    }

    private static void awaitWork(Path work, List<Program.Running> running) throws Exception {
        while (!hasDirectories(work)
                && running.stream().anyMatch(one -> one.process().isAlive())) {
            Thread.sleep(5);
        }
    }

    private static boolean hasDirectories(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return false;
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.anyMatch(Files::isDirectory);
        }
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private static boolean isOneThatWorks(List<Launch> launches) {
        List<Launch> workers = launches.stream().filter(Launch::worked).toList();
        return workers.size() == 1
                && launches.stream().filter(one -> !one.worked()).allMatch(one -> one.stoodBack(workers.get(0)))
                && launches.stream().anyMatch(one -> one.exitCode() == Trial.TRY_AGAIN);
    }

    /** Five seconds; more only where so many programs cannot even start in that time. */
    private static long patienceMs(int processes, long startMs) {
        return Math.max(PATIENCE.toMillis(), 2L * processes * startMs);
    }
}
