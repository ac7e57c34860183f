package org.cardwright.crypto.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomPinTest {

    @Test
    void every_byte_below_250_is_a_digit_and_the_others_are_drawn_again() {
        int[] seen = new int[10];
        for (int first = 0; first < 256; first++) {
            Bytes bytes = new Bytes(first, 1, 7, 3, 5);
            try (ClearPin pin = RandomPin.draw(4, bytes)) {
                assertThat(bytes.left()).isEqualTo(first < 250 ? 1 : 0);
                if (first < 250) {
                    seen[pin.digit(0)]++;
                } else {
                    assertThat(text(pin)).isEqualTo("1735");
                }
            }
        }
        assertThat(seen).containsOnly(25);
    }

    @Test
    void a_weak_pin_is_drawn_again() {
        Bytes bytes = new Bytes(7, 7, 7, 7, 1, 2, 3, 4, 9, 8, 7, 6, 1, 2, 1, 2, 1, 2, 3, 5);
        try (ClearPin pin = RandomPin.draw(4, bytes)) {
            assertThat(text(pin)).isEqualTo("1235");
        }
    }

    @Test
    void a_source_that_always_says_the_same_is_found_out() {
        SecureRandom stuck = new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] target) {
                Arrays.fill(target, (byte) 5);
            }
        };
        assertThatThrownBy(() -> RandomPin.draw(4, stuck))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("5555");
    }

    @ParameterizedTest
    @CsvSource({
        "SAME_DIGITS, 0000, true",
        "SAME_DIGITS, 0001, false",
        "RUN, 1234, true",
        "RUN, 9876, true",
        "RUN, 8901, true",
        "RUN, 1098, true",
        "RUN, 123456, true",
        "RUN, 1235, false",
        "RUN, 1111, false",
        "REPEATED, 1212, true",
        "REPEATED, 7777, true",
        "REPEATED, 123123, true",
        "REPEATED, 121212, true",
        "REPEATED, 12312, false",
        "REPEATED, 1221, false"
    })
    void each_shape_is_known(String shape, String digits, boolean weak) {
        try (ClearPin pin = pin(digits)) {
            assertThat(WeakPinCheck.has(WeakPinCheck.Shape.valueOf(shape), pin)).isEqualTo(weak);
            assertThat(WeakPinCheck.isWeak(pin)).isEqualTo(weak || digits.equals("1111"));
        }
    }

    /** What the limit of draws is made for. Ten of one digit, twenty runs, ninety repeated besides. */
    @Test
    void all_shapes_together_leave_most_pins() {
        long weak = IntStream.range(0, 10_000)
                .filter(number -> {
                    try (ClearPin pin = pin(String.valueOf(10_000 + number).substring(1))) {
                        return WeakPinCheck.isWeak(pin);
                    }
                })
                .count();
        assertThat(weak).isEqualTo(120);
    }

    private static ClearPin pin(String digits) {
        byte[] values = new byte[digits.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (digits.charAt(i) - '0');
        }
        return ClearPin.adopt(values);
    }

    private static String text(ClearPin pin) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pin.length(); i++) {
            text.append(pin.digit(i));
        }
        return text.toString();
    }

    /** Gives these bytes, one by one. */
    private static final class Bytes extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final transient Deque<Integer> bytes = new ArrayDeque<>();

        Bytes(Integer... bytes) {
            this.bytes.addAll(List.of(bytes));
        }

        int left() {
            return bytes.size();
        }

        @Override
        public void nextBytes(byte[] target) {
            for (int i = 0; i < target.length; i++) {
                target[i] = (byte) (int) bytes.remove();
            }
        }
    }
}
