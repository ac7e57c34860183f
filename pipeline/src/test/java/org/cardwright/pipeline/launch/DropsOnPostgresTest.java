package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.pipeline.drop.Completion;
import org.cardwright.pipeline.ledger.DatabaseSettings;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropState;
import org.cardwright.pipeline.step.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service over a shared database: the same journal, one service for all machines, nothing lost or doubled when it dies. */
class DropsOnPostgresTest {

    @TempDir
    private Path directory;

    private DatabaseSettings database;
    private DropHome drops;

    @BeforeEach
    void prepare_a_home_with_a_folder() throws Exception {
        database = PostgresServer.freshDatabase();
        drops = new DropHome(new Home(directory.resolve("one"), database)).with(DropHome.ISSUER, Completion.MARKER);
    }

    @AfterEach
    void pass_all_points_again() {
        HaltAtPoint.inProcess = CrashPoints.NONE;
    }

    @Test
    void takes_prepares_and_refuses_as_over_the_embedded_one() throws Exception {
        byte[] content = Files.readAllBytes(drops.drop("night-1.csv", 1, 20));
        assertThat(drops.once()).extracting(Drop::state).containsExactly(DropState.SEALED);

        Path folder = drops.folder(DropHome.ISSUER);
        Files.write(folder.resolve("again.csv"), content);
        Files.createFile(folder.resolve("again.csv.done"));
        Files.writeString(folder.resolve("broken.csv"), "none");
        Files.createFile(folder.resolve("broken.csv.done"));
        assertThat(drops.once())
                .extracting(Drop::state)
                .containsExactlyInAnyOrder(DropState.REPEATED, DropState.REFUSED);
    }

    @Test
    void one_service_works_for_all_machines() throws Exception {
        DropHome other = new DropHome(new Home(directory.resolve("two"), database));
        try (Pipeline first = drops.home().open();
                DropDesk.Alone alone = first.drops().alone().orElseThrow();
                Pipeline second = other.home().open()) {
            assertThat(alone.isHeld()).isTrue();
            assertThatThrownBy(() -> other.service(second).once())
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("another service");
        }
        assertThat(other.once()).isEmpty();
    }

    @Test
    void one_that_dies_is_followed_by_one_that_goes_on() throws Exception {
        drops.drop("night-1.csv", 1, 20);
        HaltAtPoint.inProcess = (at, step) -> {
            if (at.equals(CrashPoints.Point.DROP_TAKEN.name())) {
                throw new DeathInTest();
            }
        };
        assertThatThrownBy(drops::once).isInstanceOf(DeathInTest.class);
        HaltAtPoint.inProcess = CrashPoints.NONE;
        assertThat(drops.once()).extracting(Drop::state).containsExactly(DropState.SEALED);
        assertThat(drops.journal()).hasSize(1);
    }

    private static final class DeathInTest extends Error {
        private static final long serialVersionUID = 1L;
    }
}
