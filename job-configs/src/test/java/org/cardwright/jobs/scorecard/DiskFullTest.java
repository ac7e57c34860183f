package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.cardwright.jobs.home.HomeDirectory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R05: a volume is full in the middle, space is given back, the same command goes on. */
class DiskFullTest {

    private static final int MEGABYTES = 24;
    private static final List<String> PLACES = List.of("home/work", "batches", "home/database", "home/inbox");

    @TempDir
    private Path folder;

    private int fillings;
    private int felt;

    @Tag("R05")
    @Row(
            claim = "a full disk loses and doubles nothing",
            wanted = "output, temporary and database volume filled at random points: 30 trials, 0 wrong;"
                    + " no output under its final name before the seal")
    @Test
    void a_full_volume_loses_and_doubles_nothing(Evidence evidence) throws Exception {
        Map<String, Integer> orders = evidence.full() ? Trial.MANY : Trial.FEW;
        long spanMs = Trial.undisturbedMillis(orders);
        Random random = evidence.random();
        int wanted = evidence.size(3, 32);
        for (int batch = 0; fillings < wanted; batch++) {
            Path root = folder.resolve("batch-" + batch);
            try (Volumes volumes = Volumes.below(root)) {
                Trial trial = Trial.embedded(root, orders);
                for (String place : PLACES.subList(0, Math.min(PLACES.size(), wanted - fillings))) {
                    // The first one is full from the start, so that one is felt at any size.
                    fill(volumes.at(place), trial, fillings == 0 ? 0 : random.nextLong(spanMs));
                }
                trial.finish();
                if (batch == 0) {
                    PlantedDamage.run(evidence, trial);
                }
            }
            Directories.delete(root);
            evidence.progress(fillings + " fillings, " + felt + " felt");
        }
        evidence.figure("fillings", fillings);
        evidence.figure("ended with exit 75", felt);
        evidence.control("a full volume is felt", felt > 0);
    }

    private void fill(SmallVolume volume, Trial trial, long afterMs) throws Exception {
        if (afterMs == 0) {
            volume.fill();
        }
        Program.Running running = trial.program().start(trial.command());
        running.process().waitFor(afterMs, TimeUnit.MILLISECONDS);
        volume.fill();
        Program.Ended ended = running.await();
        assertThat(ended.exitCode()).as(ended.toString()).isIn(0, Trial.TRY_AGAIN);
        volume.empty();
        assertThat(trial.namesBeforeTheSeal()).as("final names before the seal").isEmpty();
        if (ended.exitCode() == 0) {
            trial.assertFinished();
        } else {
            felt++;
        }
        fillings++;
    }

    /** The volumes of one bureau. */
    private record Volumes(Map<String, SmallVolume> byPlace) implements AutoCloseable {

        static Volumes below(Path root) throws Exception {
            // a home is filled when it is empty, so it is before volumes stand in it
            HomeDirectory.open(new TestBureau(root).home());
            Map<String, SmallVolume> volumes = new LinkedHashMap<>();
            for (String place : PLACES) {
                volumes.put(place, SmallVolume.at(root.resolve(place), MEGABYTES));
            }
            return new Volumes(volumes);
        }

        SmallVolume at(String place) {
            return Objects.requireNonNull(byPlace.get(place));
        }

        @Override
        public void close() {
            byPlace.values().forEach(SmallVolume::close);
        }
    }
}
