package org.cardwright.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedSegmentTest {

    @TempDir
    private Path directory;

    private Segment segment;

    @BeforeEach
    void name_a_segment() {
        segment = new Segment(directory.resolve("intake.seg"), "intake", new BindingCipher());
    }

    /** Shows the place a value was bound to, and refuses any other. */
    private static final class BindingCipher implements BatchCipher {

        @Override
        public ByteString seal(String place, ByteString plain) {
            return ByteString.ascii(place + "|").plus(plain);
        }

        @Override
        public ByteString open(String place, ByteString sealed) {
            ByteString bound = ByteString.ascii(place + "|");
            if (!sealed.startsWith(bound)) {
                throw new IllegalStateException("another place");
            }
            return sealed.slice(bound.size());
        }

        @Override
        public void close() {}
    }

    private static ByteString value(int number) {
        return ByteString.ascii("value " + number);
    }

    private Segment.Mark write(Segment.Mark from, int first, int last) throws IOException {
        try (SealedSegmentWriter writer = SealedSegmentWriter.open(segment, from)) {
            List<ByteString> values = new ArrayList<>();
            for (int i = first; i <= last; i++) {
                values.add(value(i));
            }
            writer.append(values);
            return writer.end();
        }
    }

    private List<ByteString> read(Segment.Mark from, Segment.Mark last) throws IOException {
        List<ByteString> values = new ArrayList<>();
        try (SealedSegmentReader reader = SealedSegmentReader.open(segment, from, last)) {
            Optional<ByteString> next = reader.next();
            while (next.isPresent()) {
                values.add(next.get());
                next = reader.next();
            }
            assertThat(reader.at()).isEqualTo(last);
        }
        return values;
    }

    @Test
    void gives_back_what_was_written_from_any_mark() throws Exception {
        Segment.Mark three = write(Segment.Mark.START, 1, 3);
        Segment.Mark five = write(three, 4, 5);

        assertThat(read(Segment.Mark.START, five)).containsExactly(value(1), value(2), value(3), value(4), value(5));
        assertThat(read(three, five)).containsExactly(value(4), value(5));
        assertThat(five.frames()).isEqualTo(5);
        assertThat(SealedSegmentReader.count(segment, five)).isEqualTo(5);
    }

    @Test
    void a_chunk_that_is_written_in_many_pieces_is_one() throws Exception {
        List<ByteString> values = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            values.add(ByteString.repeat(i, 1_000));
        }
        Segment.Mark end;
        try (SealedSegmentWriter writer = SealedSegmentWriter.open(segment, Segment.Mark.START)) {
            writer.append(values);
            end = writer.end();
        }

        assertThat(end.frames()).isEqualTo(200);
        assertThat(Files.size(segment.file())).isEqualTo(end.bytes());
        assertThat(read(Segment.Mark.START, end)).isEqualTo(values);
    }

    @Test
    void cuts_off_what_an_interrupted_chunk_left() throws Exception {
        Segment.Mark three = write(Segment.Mark.START, 1, 3);
        write(three, 14, 19);

        Segment.Mark four = write(three, 4, 4);

        assertThat(read(Segment.Mark.START, four)).containsExactly(value(1), value(2), value(3), value(4));
        assertThat(Files.size(segment.file())).isEqualTo(four.bytes());
    }

    @Test
    void refuses_to_go_on_behind_a_file_that_is_too_short() throws Exception {
        Segment.Mark three = write(Segment.Mark.START, 1, 3);
        cut(three.bytes() - 1);

        assertThatThrownBy(() -> SealedSegmentWriter.open(segment, three)).isInstanceOf(NotReconciledException.class);
        assertThatThrownBy(() -> SealedSegmentReader.open(segment, Segment.Mark.START, three))
                .isInstanceOf(NotReconciledException.class);
    }

    @Test
    void refuses_a_file_with_fewer_or_more_frames_than_the_ledger_says() throws Exception {
        Segment.Mark three = write(Segment.Mark.START, 1, 3);

        for (long frames : List.of(2L, 4L)) {
            assertThatThrownBy(() -> read(Segment.Mark.START, new Segment.Mark(three.bytes(), frames)))
                    .isInstanceOf(NotReconciledException.class);
        }
    }

    @Test
    void refuses_frames_that_changed_places() throws Exception {
        Segment.Mark two = write(Segment.Mark.START, 1, 2);
        byte[] bytes = Files.readAllBytes(segment.file());
        byte[] swapped = new byte[bytes.length];
        System.arraycopy(bytes, bytes.length / 2, swapped, 0, bytes.length / 2);
        System.arraycopy(bytes, 0, swapped, bytes.length / 2, bytes.length / 2);
        Files.write(segment.file(), swapped);

        assertThatThrownBy(() -> read(Segment.Mark.START, two)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refuses_a_frame_length_out_of_bounds() throws Exception {
        Segment.Mark one = write(Segment.Mark.START, 1, 1);
        byte[] bytes = Files.readAllBytes(segment.file());
        bytes[0] = 0x7F;
        Files.write(segment.file(), bytes);

        assertThatThrownBy(() -> read(Segment.Mark.START, one)).isInstanceOf(NotReconciledException.class);
    }

    @Test
    void belongs_to_its_owner_only() throws Exception {
        write(Segment.Mark.START, 1, 1);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(segment.file())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(segment.file(), StandardCharsets.ISO_8859_1))
                .contains("intake/1|");
    }

    private void cut(long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment.file().toFile(), "rw")) {
            file.setLength(bytes);
        }
    }
}
