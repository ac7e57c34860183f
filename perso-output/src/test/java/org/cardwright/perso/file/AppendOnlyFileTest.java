package org.cardwright.perso.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chunk is written in pieces; the file has its bytes in their order, once. */
class AppendOnlyFileTest {

    @TempDir
    private Path directory;

    @Test
    void a_chunk_of_many_pieces_stands_in_the_file_as_it_was_added() throws IOException {
        Path path = directory.resolve("chip.cps");
        List<ByteString> records = List.of(
                ByteString.repeat(1, 40_000),
                ByteString.repeat(2, 30_000),
                ByteString.repeat(3, 200_000),
                ByteString.repeat(4, 7));
        try (AppendOnlyFile file = AppendOnlyFile.open(path, 0)) {
            records.forEach(file::add);
            file.write();
            assertThat(file.hasPending()).isFalse();
            assertThat(file.position()).isEqualTo(270_007);
            file.write();
            file.add(ByteString.repeat(5, 3));
            file.write();
        }
        assertThat(ByteString.of(Files.readAllBytes(path)))
                .isEqualTo(ByteString.concat(records).plus(ByteString.repeat(5, 3)));

        try (AppendOnlyFile file = AppendOnlyFile.open(path, 70_000)) {
            file.add(ByteString.repeat(6, 1));
            file.write();
        }
        assertThat(ByteString.of(Files.readAllBytes(path)))
                .isEqualTo(ByteString.concat(records.subList(0, 2)).plus(ByteString.repeat(6, 1)));
    }
}
