package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.pool.KeyPoolSettings.Use;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In an older database that was put back, pairs wait that are in cards: none of them is given out again. */
class PutBackTest {

    @TempDir
    private Path directory;

    private PoolHome bureau;
    private Path auditFile;

    @BeforeEach
    void a_batch_that_the_database_has_forgotten() throws Exception {
        bureau = new PoolHome(Files.createDirectory(directory.resolve("home")), Use.ON, 20);
        auditFile = bureau.home.settings().auditFile();
        bureau.fill();
        List<String> before = bureau.rows();
        Path kept = directory.resolve("kept");
        copyDatabase(databaseFolder(), kept);
        bureau.prepare(bureau.home.export("one.txt", 1, 10));
        assertThat(bureau.rows().get(0)).startsWith("1 USED");
        copyDatabase(kept, databaseFolder());
        assertThat(bureau.rows()).as("they wait again").isEqualTo(before);
    }

    private Path databaseFolder() {
        String url = bureau.home.settings().database().url();
        String file = url.substring("jdbc:h2:file:".length()).split(";", 2)[0];
        return Path.of(file).toAbsolutePath().getParent();
    }

    private static void copyDatabase(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            files.filter(file -> file.toString().endsWith(".mv.db")).forEach(file -> {
                try {
                    Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }

    private void assertAllDestroyed() throws Exception {
        assertThat(bureau.standing().inStock()).isZero();
        assertThat(bureau.standing().destroyed()).isEqualTo(20);
        assertThat(bureau.rows()).hasSize(20).noneMatch(row -> row.endsWith("wrapped"));
        assertThat(bureau.audit("KEY_PAIRS_DESTROYED"))
                .singleElement()
                .asString()
                .contains("20 pairs, numbers 1 to 20 destroyed", "begun anew");
    }

    @Test
    void nothing_starts_while_the_file_of_the_audit_is_there() {
        assertThatThrownBy(bureau::standing)
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("every key pair that waits in a pool is destroyed");
    }

    @Test
    void what_waits_is_destroyed_when_the_file_is_begun_anew() throws Exception {
        Files.move(auditFile, directory.resolve("audit.log.kept"));
        assertAllDestroyed();
        assertThat(bureau.audit("AUDIT_FILE_BEGUN")).hasSize(1);

        bureau.fill();
        assertThat(bureau.standing().inStock()).as("once is enough").isEqualTo(20);
    }

    @Test
    void an_empty_file_shows_nothing_either() throws Exception {
        Files.write(auditFile, new byte[0]);
        assertAllDestroyed();
    }

    @Test
    void a_file_that_goes_on_destroys_nothing() throws Exception {
        PoolHome other = new PoolHome(Files.createDirectory(directory.resolve("other")), Use.ON, 20);
        other.fill();
        assertThat(other.standing().inStock()).isEqualTo(20);
        assertThat(other.audit("KEY_PAIRS_DESTROYED")).isEmpty();
    }
}
