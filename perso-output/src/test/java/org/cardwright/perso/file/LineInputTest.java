package org.cardwright.perso.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;

class LineInputTest {

    private static final int BUFFER_BYTES = 8;

    @Test
    void gives_lines_of_every_length_around_that_of_its_buffer() throws IOException {
        for (int length = 0; length < 3 * BUFFER_BYTES; length++) {
            ByteString line = ByteString.ascii("x".repeat(length) + "\n");
            try (LineInput in = over(ByteString.concat(line, line, ByteString.ascii("end")))) {
                assertThat(in.line(100)).as("length %d", length).isEqualTo(line);
                assertThat(in.line(100)).isEqualTo(line);
                assertThat(in.line(100)).isEqualTo(ByteString.ascii("end"));
                assertThat(in.line(100)).isEqualTo(ByteString.EMPTY);
            }
        }
    }

    @Test
    void gives_no_more_than_was_asked_for() throws IOException {
        for (int most = 1; most < 3 * BUFFER_BYTES; most++) {
            ByteString all = ByteString.ascii("y".repeat(3 * BUFFER_BYTES) + "\n");
            try (LineInput in = over(all)) {
                assertThat(in.line(most)).isEqualTo(all.slice(0, most));
                assertThat(in.line(100)).isEqualTo(all.slice(most));
            }
        }
    }

    @Test
    void reads_on_where_another_way_of_reading_stopped() throws IOException {
        try (LineInput in = over(ByteString.ascii("0123456789abc\ndef\n"))) {
            assertThat(in.readNBytes(5)).isEqualTo(ByteString.ascii("01234").toByteArray());
            assertThat(in.line(100)).isEqualTo(ByteString.ascii("56789abc\n"));
            in.mark(100);
            assertThat(in.line(100)).isEqualTo(ByteString.ascii("def\n"));
            in.reset();
            assertThat(in.read()).isEqualTo('d');
            assertThat(in.line(100)).isEqualTo(ByteString.ascii("ef\n"));
        }
    }

    private static LineInput over(ByteString bytes) {
        return new LineInput(new ByteArrayInputStream(bytes.toByteArray()), BUFFER_BYTES);
    }
}
