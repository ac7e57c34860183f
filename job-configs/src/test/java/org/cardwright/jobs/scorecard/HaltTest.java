package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cardwright.jobs.scorecard.HaltAtPoint.Moment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R02: the program dies exactly where it hurts most.
 *
 * <p>Several deaths fall on one batch, each in the run that resumes after the one before; full size also splits the same
 * moments over several batches, down to one for each.
 */
class HaltTest {

    /** In the order in which one batch passes them, also when each run dies and the next one resumes. */
    private static final List<Moment> MOMENTS = moments(
            "BATCH_TAKEN//1",
            "INSTANCE_CREATED//1",
            "STEP_CREATED/intake/1",
            "CHUNK_WRITTEN/intake/1",
            "CHUNK_COMMITTED/intake/1",
            "STEP_CREATED/prepare/1",
            "CHUNK_WRITTEN/prepare/2",
            "STEP_CREATED/prepare/1",
            "CHECKPOINT_WRITTEN/prepare/2",
            "CHUNK_COMMITTED/prepare/1",
            "APPEND_WRITTEN/release/2",
            "APPEND_FORCED/release/1",
            "CHUNK_WRITTEN/release/2",
            "CHECKPOINT_WRITTEN/release/2",
            "SEAL_FILES_FORCED/release/1",
            "SEAL_RECORDS_CHECKED/release/1",
            "SEAL_MANIFEST_WRITTEN/release/1",
            "SEAL_MANIFEST_FORCED/release/1",
            "SEAL_FIRST_NAME/release/1",
            "SEAL_NAMES_FORCED/release/1",
            "SEAL_VERIFIED/release/1",
            "SEAL_RENAMED/release/1",
            "CHUNK_WRITTEN/account/1",
            "CHUNK_COMMITTED/account/1",
            "BATCH_CLOSED//1");

    /** Not passed any more by a run that resumes after the moment before, so they get a batch of their own. */
    private static final List<Moment> APART = moments("SEAL_DIRECTORY_FORCED/release/1", "JOB_ENDED//1");

    /** The moments between two steps of the database, for the reduced size over PostgreSQL. */
    private static final List<Moment> OF_THE_DATABASE = moments(
            "BATCH_TAKEN//1",
            "INSTANCE_CREATED//1",
            "STEP_CREATED/intake/1",
            "CHUNK_WRITTEN/intake/1",
            "CHUNK_WRITTEN/prepare/2",
            "STEP_CREATED/prepare/1",
            "CHECKPOINT_WRITTEN/prepare/2",
            "CHUNK_COMMITTED/prepare/1",
            "APPEND_FORCED/release/2",
            "SEAL_RENAMED/release/1",
            "CHUNK_WRITTEN/account/1",
            "CHUNK_COMMITTED/account/1");

    private static final Moment NEVER = Moment.parse("NO_SUCH_POINT//1");
    private static final int LONGEST_CHAIN = 6;

    @TempDir
    private Path folder;

    private int batches;
    private int halts;

    /** Makes the bureau of one batch. */
    @FunctionalInterface
    private interface Bureaus {
        Trial next(Path root) throws Exception;
    }

    @Tag("R02")
    @Row(
            variant = "H2",
            claim = "a crash at an exact bad moment loses and doubles nothing",
            wanted = "26 moments (12 or more) x 10: 0 wrong")
    @Test
    void dies_at_every_named_moment_over_the_embedded_database(Evidence evidence) throws Exception {
        die(evidence, root -> Trial.embedded(root, Trial.FEW), List.of(MOMENTS, APART));
    }

    @Tag("R02")
    @Row(
            variant = "PostgreSQL",
            claim = "a crash at an exact bad moment loses and doubles nothing",
            wanted = "26 moments (12 or more) x 10: 0 wrong")
    @Test
    void dies_at_every_named_moment_over_postgresql(Evidence evidence) throws Exception {
        List<List<Moment>> moments = evidence.full() ? List.of(MOMENTS, APART) : List.of(OF_THE_DATABASE);
        die(evidence, root -> Trial.over(PostgresServer.freshDatabase(), root, Trial.FEW), moments);
    }

    private void die(Evidence evidence, Bureaus bureaus, List<List<Moment>> all) throws Exception {
        Random random = evidence.random();
        for (int round = 0; round < evidence.size(1, 10); round++) {
            for (List<Moment> moments : all) {
                for (List<Moment> chain : round == 0 ? List.of(moments) : split(moments, random)) {
                    die(bureaus.next(folder.resolve("batch-" + batches)), chain, evidence);
                }
            }
            evidence.progress("round " + (round + 1) + ", " + halts + " halts, " + batches + " batches");
        }
        evidence.figure(
                "named moments", all.stream().flatMap(List::stream).distinct().count());
        evidence.figure("halts", halts);
        evidence.figure("batches, all identical", batches);
    }

    /** One batch: a death in every run, then a run that finishes. */
    private void die(Trial trial, List<Moment> deaths, Evidence evidence) throws Exception {
        Path service = HaltAtPoint.service(folder);
        for (Moment moment : deaths) {
            Program.Ended ended =
                    trial.program(moment.option()).withClasses(service).run(trial.command());
            assertThat(ended.exitCode())
                    .as("%s of %s: %s", moment, deaths, ended)
                    .isEqualTo(HaltAtPoint.HALTED);
            halts++;
        }
        Program.Ended last = trial.program(NEVER.option()).withClasses(service).run(trial.command());
        assertThat(last.exitCode()).as("after %s: %s", deaths, last).isZero();
        trial.assertFinished();
        trial.assertAuditIsOutside();
        if (batches++ == 0) {
            evidence.control("a moment that is never passed kills nobody", last.exitCode() == 0);
            PlantedDamage.run(evidence, trial);
        }
        trial.forget();
    }

    private static List<List<Moment>> split(List<Moment> moments, Random random) {
        List<List<Moment>> chains = new ArrayList<>();
        for (int from = 0; from < moments.size(); ) {
            int to = Math.min(moments.size(), from + 1 + random.nextInt(LONGEST_CHAIN));
            chains.add(moments.subList(from, to));
            from = to;
        }
        return chains;
    }

    private static List<Moment> moments(String... texts) {
        return Stream.of(texts).map(Moment::parse).toList();
    }
}
