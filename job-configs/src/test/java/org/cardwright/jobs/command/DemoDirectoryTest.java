package org.cardwright.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDirectoryTest {

    @TempDir
    private Path folder;

    @Test
    void empties_what_an_earlier_demo_left() throws IOException {
        Path demo = folder.resolve("new/demo");
        DemoDirectory.prepare(demo);
        Files.createDirectories(demo.resolve("home/config"));
        Files.createFile(demo.resolve("batches"));
        Path note = Files.createFile(demo.resolve("note"));
        DemoDirectory.prepare(demo);
        assertThat(demo.resolve("home")).doesNotExist();
        assertThat(demo.resolve("batches")).doesNotExist();
        assertThat(note).as("no part of a demo").exists();
    }

    @Test
    void touches_nothing_that_is_not_a_demo() throws IOException {
        Path precious =
                Files.createFile(Files.createDirectory(folder.resolve("home")).resolve("precious"));
        assertThatThrownBy(() -> DemoDirectory.prepare(folder)).isInstanceOf(WrongUsageException.class);
        assertThat(precious).exists();
        assertThat(folder.resolve(DemoDirectory.MARK)).doesNotExist();
    }

    @Test
    void follows_no_link_that_stands_in_the_place_of_a_part() throws IOException {
        Path demo = folder.resolve("demo");
        DemoDirectory.prepare(demo);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path precious = Files.createFile(elsewhere.resolve("precious"));
        Files.createSymbolicLink(demo.resolve("home"), elsewhere);
        DemoDirectory.prepare(demo);
        assertThat(precious).exists();
        assertThat(demo.resolve("home")).doesNotExist();
    }

    @Test
    void refuses_a_file() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> DemoDirectory.prepare(file)).isInstanceOf(WrongUsageException.class);
    }
}
