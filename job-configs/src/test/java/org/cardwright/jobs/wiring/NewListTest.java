package org.cardwright.jobs.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short list never looks like a whole one. */
class NewListTest {

    @TempDir
    private Path folder;

    @Test
    void a_list_has_its_name_when_it_is_whole() throws IOException {
        Path file = folder.resolve("made.csv");
        Files.writeString(folder.resolve("made.csv.part"), "left by a process that was killed, longer than the list");
        try (NewList list = new NewList(file)) {
            list.row(List.of("1", "a \"b\"", "c,d"));
            assertThat(file).doesNotExist();
            list.finish();
        }
        assertThat(file).hasContent("1,\"a \"\"b\"\"\",\"c,d\"\r\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(names()).containsExactly("made.csv");
    }

    @Test
    void what_fails_leaves_nothing() throws IOException {
        try (NewList list = new NewList(folder.resolve("made.csv"))) {
            list.row(List.of("1"));
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void a_list_takes_the_place_of_no_other() throws IOException {
        Path file = folder.resolve("made.csv");
        try (NewList list = new NewList(file)) {
            Files.writeString(file, "older");
            assertThatThrownBy(list::finish)
                    .isInstanceOf(WrongUsageException.class)
                    .hasMessageEndingWith("made.csv is there already");
        }
        assertThat(file).hasContent("older");
        assertThat(names()).containsExactly("made.csv");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
