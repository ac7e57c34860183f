package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sealed batch with which a test of a command begins. */
final class PreparedBatch {

    private PreparedBatch() {}

    /** Makes it with {@code cardwright prepare}; the directory of the only batch in a folder. */
    static Path of(Path home, String issuer, Path export, Path out) throws IOException {
        Ran ran = Ran.command(
                "prepare", export.toString(), "--issuer", issuer, "--out", out.toString(), "--home", home.toString());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        try (Stream<Path> batches = Files.list(out)) {
            List<Path> all = batches.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }
}
