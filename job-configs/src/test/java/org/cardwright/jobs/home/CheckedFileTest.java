package org.cardwright.jobs.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedFileTest {

    @TempDir
    private Path directory;

    @Test
    void a_file_gets_its_name_when_what_lies_on_the_disk_is_right() throws IOException {
        Path target = directory.resolve("request");
        CheckedFile.create(target, new byte[] {1, 2}, written -> {
            assertThat(target).doesNotExist();
            assertThat(Files.readAllBytes(written)).containsExactly(1, 2);
            return Optional.empty();
        });

        assertThat(Files.readAllBytes(target)).containsExactly(1, 2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryNotContaining("glob:**.writing");
    }

    @Test
    void what_is_not_right_never_gets_a_name() throws IOException {
        Path target = directory.resolve("request");
        assertThatThrownBy(() -> CheckedFile.create(target, new byte[1], written -> Optional.of("its hash is wrong")))
                .isInstanceOf(IOException.class)
                .hasMessage("request was not written: its hash is wrong");
        assertThat(directory).isEmptyDirectory();

        Files.write(target, new byte[] {7});
        Path kept = directory.resolve("old/request");
        assertThatThrownBy(() -> CheckedFile.replace(target, new byte[1], kept, written -> Optional.of("no")))
                .isInstanceOf(IOException.class);
        assertThat(Files.readAllBytes(target)).containsExactly(7);
    }

    @Test
    void a_file_is_replaced_only_by_who_says_so_and_then_kept() throws IOException {
        Path target = Files.write(directory.resolve("request"), new byte[] {7});
        Path kept = directory.resolve("old/request");
        assertThatThrownBy(() -> CheckedFile.create(target, new byte[1], written -> Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is a file request already");

        CheckedFile.replace(target, new byte[] {8}, kept, written -> Optional.empty());

        assertThat(Files.readAllBytes(target)).containsExactly(8);
        assertThat(Files.readAllBytes(kept)).containsExactly(7);
    }
}
