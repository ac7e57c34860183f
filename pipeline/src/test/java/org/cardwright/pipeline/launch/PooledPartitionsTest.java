package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.pipeline.pool.KeyPoolSettings.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs out of a pool, cards by workers: each card has the pair that it has without workers. */
class PooledPartitionsTest {

    private static final int PAIRS = 130;

    /** Of 180 orders. */
    private static final int ACCEPTED = 126;

    @TempDir
    private Path directory;

    private static String cards(PoolHome bureau) throws IOException {
        try (Stream<Path> files = Files.walk(bureau.home.out())) {
            List<Path> chips =
                    files.filter(path -> path.endsWith("chip.cps")).sorted().toList();
            assertThat(chips).isNotEmpty();
            StringBuilder all = new StringBuilder();
            for (Path chip : chips) {
                all.append(Files.readString(chip, StandardCharsets.ISO_8859_1));
            }
            return all.toString();
        }
    }

    private static void prepare(PoolHome bureau, Path export) throws IOException {
        assertThat(bureau.fill().exitCode()).isZero();
        BatchOutcome made = bureau.prepare(export);
        assertThat(made.kind()).as(made.message()).isEqualTo(BatchOutcome.Kind.DONE);
        assertThat(bureau.standing().used()).isEqualTo(ACCEPTED);
        assertThat(bureau.standing().inStock()).isEqualTo(PAIRS - ACCEPTED);
    }

    @Test
    void are_the_same_with_workers() throws Exception {
        Path alone = Files.createDirectory(directory.resolve("alone"));
        PoolHome local = new PoolHome(alone, Use.ON, PAIRS);
        prepare(local, local.home.export("orders.txt", 1, RemoteBureau.ORDERS));
        try (RemoteBureau bureau = new RemoteBureau(directory.resolve("shared"), RemoteBureau.PARTITION)) {
            PoolHome shared = new PoolHome(bureau.home().withPool(Use.ON, PAIRS));
            bureau.startWorker();
            bureau.startWorker();

            prepare(shared, bureau.export());

            assertThat(bureau.number("select count(*) from batch_partition where state = 'DONE'"))
                    .isEqualTo(3);
            assertThat(cards(shared)).isEqualTo(cards(local));
        }
    }
}
