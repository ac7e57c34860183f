package org.cardwright.jobs.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeDirectoryTest {

    @TempDir
    private Path folder;

    @Test
    void fills_a_missing_home_with_the_shipped_test_configuration() throws IOException {
        HomeDirectory home = HomeDirectory.open(folder.resolve("new/home"));
        assertThat(home.settings().policy()).isEqualTo(Settings.Policy.TEST);
        assertThat(home.config("surfaces/classic-embossed.xml")).isRegularFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.root())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.work())))
                .isEqualTo("rwx------");
    }

    @Test
    void leaves_an_existing_configuration_alone() throws IOException {
        HomeDirectory first = HomeDirectory.open(folder);
        Files.writeString(first.config("cardwright.properties"), "policy = production\n");
        assertThat(HomeDirectory.open(folder).settings().policy()).isEqualTo(Settings.Policy.PRODUCTION);
    }

    @Test
    void finishes_what_a_killed_run_began_to_fill() throws IOException {
        Files.createDirectories(folder.resolve("config.filling/products"));
        Files.writeString(folder.resolve("config.filling/cardwright.properties"), "pol");
        assertThat(HomeDirectory.open(folder).settings().policy()).isEqualTo(Settings.Policy.TEST);
    }

    @Test
    void does_not_make_a_test_home_of_one_that_lost_its_configuration() throws IOException {
        HomeDirectory home = HomeDirectory.open(folder);
        Files.writeString(home.config("cardwright.properties"), "policy = production\n");
        home.work();
        Files.move(folder.resolve("config"), folder.resolve("config.away"));
        assertThatThrownBy(() -> HomeDirectory.open(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has no config");
        assertThat(folder.resolve("config")).doesNotExist();
        Files.move(folder.resolve("config.away"), folder.resolve("config"));
        assertThat(HomeDirectory.open(folder).settings().policy()).isEqualTo(Settings.Policy.PRODUCTION);
    }

    @Test
    void lets_one_run_at_a_time_into_a_home_with_an_embedded_database() throws IOException {
        HomeDirectory home = HomeDirectory.open(folder);
        try (Closeable first = home.takeAlone()) {
            assertThat(first).isNotNull();
            assertThatThrownBy(home::takeAlone)
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessage("another process works with this home");
        }
        home.takeAlone().close();
    }

    @Test
    void leaves_it_to_a_database_of_its_own_who_may_run() throws IOException {
        HomeDirectory home = HomeDirectory.open(folder);
        Files.writeString(
                home.config("cardwright.properties"), "policy = test\ndatabase = jdbc:postgresql://localhost/cards\n");
        try (Closeable first = home.takeAlone();
                Closeable second = home.takeAlone()) {
            assertThat(List.of(first, second)).doesNotContainNull();
        }
        assertThat(folder.resolve("database")).doesNotExist();
    }

    @Test
    void does_not_fill_a_directory_of_something_else() throws IOException {
        Files.createFile(folder.resolve("notes.txt"));
        assertThatThrownBy(() -> HomeDirectory.open(folder)).isInstanceOf(ConfigurationException.class);
        assertThat(folder).isDirectoryNotContaining("glob:**/config*");
    }
}
