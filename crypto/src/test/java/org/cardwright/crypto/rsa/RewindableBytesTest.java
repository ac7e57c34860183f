package org.cardwright.crypto.rsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RewindableBytesTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final byte[] KEY = "rewindable".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] WHOLE = read(new SeededRandomBytes(KEY, "x"), 100_000);

    private final RewindableBytes bytes = new RewindableBytes(new SeededRandomBytes(KEY, "x"));

    @Test
    void gives_what_the_source_gives() {
        assertThat(read(bytes, 100)).isEqualTo(expected(0, 100));
        assertThat(read(bytes, 7)).isEqualTo(expected(100, 7));
    }

    @Test
    void gives_again_what_was_handed_back() {
        read(bytes, 10);
        bytes.mark();
        read(bytes, 50);
        assertThat(bytes.position()).isEqualTo(50);

        bytes.rewind(20);

        assertThat(read(bytes, 100)).isEqualTo(expected(30, 100));
        bytes.rewind(0);
        assertThat(read(bytes, 5)).isEqualTo(expected(10, 5));
    }

    @Test
    void keeps_what_was_handed_back_behind_the_release_and_the_next_mark() {
        bytes.mark();
        read(bytes, 64);
        bytes.rewind(16);
        bytes.release();
        assertThat(read(bytes, 8)).isEqualTo(expected(16, 8));

        bytes.mark();

        assertThat(bytes.position()).isZero();
        assertThat(read(bytes, 60)).isEqualTo(expected(24, 60));
    }

    @Test
    void goes_back_only_behind_a_mark_and_not_ahead() {
        assertThatThrownBy(() -> bytes.rewind(0)).isInstanceOf(IllegalStateException.class);
        bytes.mark();
        read(bytes, 4);
        assertThatThrownBy(() -> bytes.rewind(5)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> bytes.rewind(-1)).isInstanceOf(IllegalStateException.class);
    }

    /** Whatever an engine looks ahead and hands back, what it keeps is one unbroken stream. */
    @Test
    void is_one_stream_under_any_sequence_of_steps() {
        Random random = new Random(SEED);
        int at = 0;
        int marked = -1;
        for (int step = 0; step < 2_000; step++) {
            int choice = random.nextInt(10);
            if (choice == 0) {
                bytes.mark();
                marked = at;
            } else if (choice == 1) {
                bytes.release();
                marked = -1;
            } else if (choice == 2 && marked >= 0) {
                int back = random.nextInt(at - marked + 1);
                bytes.rewind(back);
                at = marked + back;
            } else {
                int length = random.nextInt(40);
                assertThat(read(bytes, length))
                        .as("seed %d, step %d", SEED, step)
                        .isEqualTo(expected(at, length));
                at += length;
            }
        }
    }

    private static byte[] read(RandomBytes from, int length) {
        byte[] target = new byte[length];
        from.fill(target);
        return target;
    }

    private static byte[] expected(int from, int length) {
        return Arrays.copyOfRange(WHOLE, from, from + length);
    }
}
