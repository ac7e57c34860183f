package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing, sealing, verifying and proving hold no record; only signing and verifying hold the bytes that are signed, once. */
class LargeBatchTest {

    private static final int SECONDS = 300;

    @TempDir
    private Path parent;

    @Test
    void seals_verifies_and_proves_a_batch_with_no_more_in_memory_than_the_bytes_that_are_signed()
            throws IOException, InterruptedException {
        run(46_000, 72, 400);
    }

    @Test
    @Tag("full")
    void does_so_with_a_million_cards() throws IOException, InterruptedException {
        run(1_000_000, 448, 16);
    }

    private void run(int cards, int megabytes, int orderCharacters) throws IOException, InterruptedException {
        Path log = parent.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-XX:+UseSerialGC",
                        "-XX:-HeapDumpOnOutOfMemoryError",
                        "-Dorder.characters=" + orderCharacters,
                        "-cp",
                        System.getProperty("java.class.path"),
                        VerifiesALargeBatch.class.getName(),
                        parent.toString(),
                        Integer.toString(cards))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }

        assertThat(ended).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
