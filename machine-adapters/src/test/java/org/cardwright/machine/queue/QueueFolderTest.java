package org.cardwright.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Card data are written into a folder only when it is there, set up for this machine, and closed to others. */
class QueueFolderTest {

    private static final String JOB = StationTestCards.JOB;
    private static final Duration NOW = Duration.ZERO;

    @TempDir
    private Path home;

    private final RecordedJournal journal = new RecordedJournal();
    private Path folder;

    @BeforeEach
    void place() {
        folder = home.resolve("queues/embosser");
    }

    /** Nothing of a folder that is not the one that was set up is touched, and nothing is written into it. */
    @ParameterizedTest
    @ValueSource(strings = {"not mounted", "no marker", "other machine", "open to others", "open to a group"})
    void a_folder_elsewhere_is_used_only_as_it_was_set_up(String fault) throws IOException {
        Path mount = home.resolve("mount");
        Path marker = mount.resolve(".station.lock");
        if (!fault.equals("not mounted")) {
            Files.createDirectory(mount);
            Files.setPosixFilePermissions(mount, PosixFilePermissions.fromString("rwx------"));
        }
        if (fault.startsWith("o")) {
            Files.writeString(marker, fault.equals("other machine") ? "embosser-2\n" : "embosser\n");
        }
        if (fault.startsWith("open")) {
            String mode = fault.equals("open to a group") ? "rwxr-x---" : "rwx---r-x";
            Files.setPosixFilePermissions(mount, PosixFilePermissions.fromString(mode));
        }
        Path other = Files.createDirectories(home.resolve("other"));
        MachineDefinition machine = StationTestCards.folderMachine(other, false, mount.toString());
        assertThatThrownBy(() -> Station.open(machine, journal))
                .isInstanceOf(StationException.class)
                .hasMessageContaining(
                        fault.startsWith("open") ? "is open to others" : "is not the one that was set up");
        assertThat(mount.toFile().list() == null || mount.toFile().list().length <= 1)
                .isTrue();
    }

    @Test
    void a_folder_elsewhere_that_was_set_up_is_used() throws IOException {
        Path mount = Files.createDirectory(home.resolve("mount"));
        Files.setPosixFilePermissions(mount, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(mount.resolve(".station.lock"), "embosser\n");
        Path other = Files.createDirectories(home.resolve("other"));
        MachineDefinition machine = StationTestCards.folderMachine(other, false, mount.toString());
        try (Station station = Station.open(machine, journal)) {
            station.run(new MachineJob(JOB, journal.stage(), StationTestCards.cards(2)), NOW);
        }
        assertThat(mount.resolve(JOB + ".emb")).exists();
    }

    @Test
    void a_link_does_not_lead_out_of_the_home() throws IOException {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
        Path inner = Files.createDirectories(home.resolve("inner"));
        Files.createSymbolicLink(inner.resolve("queues"), elsewhere);
        MachineDefinition machine = StationTestCards.folderMachine(inner, false);
        assertThatThrownBy(() -> Station.open(machine, journal))
                .isInstanceOf(StationException.class)
                .hasMessageContaining("leads out of the home");
    }

    @Test
    void a_group_that_the_definition_names_may_look_into_the_folder() throws IOException {
        Files.createDirectories(folder);
        String group =
                Files.readAttributes(folder, PosixFileAttributes.class).group().getName();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
        MachineDefinition alone = StationTestCards.folderMachine(home, false);
        assertThatThrownBy(() -> Station.open(alone, journal)).hasMessageContaining("is open to others");
        MachineDefinition shared =
                StationTestCards.folderMachine(home, false, "queues/embosser\" shared-with=\"" + group);
        try (Station station = Station.open(shared, journal)) {
            station.run(new MachineJob(JOB, journal.stage(), StationTestCards.cards(2)), NOW);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(JOB + ".emb"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void a_directory_in_which_others_could_put_another_folder_is_no_place_for_one() throws IOException {
        Path open = Files.createDirectory(home.resolve("open"));
        Path mount = Files.createDirectory(open.resolve("mount"));
        Files.setPosixFilePermissions(mount, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(mount.resolve(".station.lock"), "embosser\n");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        MachineDefinition machine =
                StationTestCards.folderMachine(Files.createDirectories(home.resolve("other")), false, mount.toString());
        assertThatThrownBy(() -> Station.open(machine, journal))
                .isInstanceOf(StationException.class)
                .hasMessageContaining("in a directory that others may write");
    }

    /** Whoever may write into a shared folder may put a link there: none is followed, and what it leads to stays as it is. */
    @Test
    void links_in_the_folder_lead_nowhere() throws IOException {
        Path secret = Files.writeString(home.resolve("vault"), "secret");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(folder.resolve(JOB + ".tmp"), secret);
        Files.createSymbolicLink(folder.resolve("read"), home);
        try (Station station = Station.open(StationTestCards.folderMachine(home, false), journal)) {
            station.run(new MachineJob(JOB, journal.stage(), StationTestCards.cards(2)), NOW);
            Files.createSymbolicLink(folder.resolve(JOB + ".res"), secret);
            assertThat(station.run(new MachineJob(JOB, journal.stage(), StationTestCards.cards(2)), NOW))
                    .isEmpty();
        }
        assertThat(secret).hasContent("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(Files.isSymbolicLink(folder.resolve(JOB + ".emb"))).isFalse();
        Path marker = folder.resolve(".station.lock");
        Files.delete(marker);
        Files.createSymbolicLink(marker, secret);
        assertThatThrownBy(() -> Station.open(StationTestCards.folderMachine(home, false), journal))
                .isInstanceOf(StationException.class)
                .hasMessageContaining("is not the one that was set up");
        assertThat(secret).hasContent("secret");
    }

    /** What locks the machine lies in the home: another file in the folder under the name of the lock lets nobody else in. */
    @Test
    void a_lock_that_is_replaced_in_the_folder_holds_all_the_same() throws IOException {
        MachineDefinition machine = StationTestCards.folderMachine(home, false);
        try (Station station = Station.open(machine, journal)) {
            assertThat(station).isNotNull();
            Files.delete(folder.resolve(".station.lock"));
            Files.writeString(folder.resolve(".station.lock"), "embosser\n");
            assertThatThrownBy(() -> Station.open(machine, journal))
                    .isInstanceOf(StationException.class)
                    .hasMessageContaining("somebody else feeds");
            assertThatThrownBy(() -> Station.open(machine, journal)).hasMessageContaining("somebody else feeds");
        }
        Station.open(machine, journal).close();
    }
}
