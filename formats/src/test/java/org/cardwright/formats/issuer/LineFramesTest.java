package org.cardwright.formats.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;

/** Lines whose ends stand around the end of a buffer of 8,192 bytes. */
class LineFramesTest {

    private static final int FIRST = 8_186;
    private static final int LAST = 8_196;
    private static final int MOST = 10_000;

    @Test
    void gives_the_same_lines_wherever_a_buffer_ends() throws IOException {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, Charset.forName("IBM037")}) {
            for (String end : new String[] {"\n", "\r\n"}) {
                for (int length = FIRST; length < LAST; length++) {
                    String line = "x".repeat(length);
                    LineFrames frames = frames(line + end + end + "last", charset);
                    assertThat(frames.next()).as("length %d", length).isEqualTo(bytes(line, charset));
                    assertThat(frames.next()).isEqualTo(ByteString.EMPTY);
                    assertThat(frames.isLastLineEnded()).isTrue();
                    assertThat(frames.next()).isEqualTo(bytes("last", charset));
                    assertThat(frames.isLastLineEnded()).isFalse();
                    assertThat(frames.next()).isNull();
                }
            }
        }
    }

    @Test
    void refuses_a_lone_carriage_return_wherever_a_buffer_ends() {
        for (int length = FIRST; length < LAST; length++) {
            String line = "x".repeat(length);
            requireRefused(line + "\rx\n", FileRule.LINE_END);
            requireRefused(line + "\r\r\n", FileRule.LINE_END);
            requireRefused(line + "\r", FileRule.LINE_END);
        }
    }

    @Test
    void takes_the_longest_record_and_refuses_one_byte_more() throws IOException {
        String longest = "x".repeat(MOST);

        assertThat(frames(longest + "\n", StandardCharsets.UTF_8).next()).isEqualTo(ByteString.ascii(longest));
        requireRefused(longest + "x\n", FileRule.RECORD_TOO_LONG);
        requireRefused(longest + "x", FileRule.RECORD_TOO_LONG);
    }

    private static void requireRefused(String text, FileRule rule) {
        assertThatThrownBy(() -> frames(text, StandardCharsets.UTF_8).next())
                .as("%d characters", text.length())
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(rule.id());
    }

    private static LineFrames frames(String text, Charset charset) {
        return new LineFrames(
                new ByteArrayInputStream(text.getBytes(charset)),
                new FileForm.Text(charset, false, MOST),
                FileFaults.of(Path.of("orders.txt")));
    }

    private static ByteString bytes(String text, Charset charset) {
        return ByteString.of(text.getBytes(charset));
    }
}
