package org.cardwright.formats;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Seeded cases for properties and mutators.
 *
 * <p>{@code -Dcardwright.fuzz=N} runs N cases of each instead of the default of the build; {@code -Dseed=S} replays.
 */
public final class Seeds {

    private static final long MAX_CASE_NANOS = 1_000_000_000L;

    private Seeds() {}

    /** How many cases run: {@code -Dcardwright.fuzz} or the number given. */
    public static long cases(long otherwise) {
        return Long.getLong("cardwright.fuzz", otherwise);
    }

    /**
     * Runs the property on fresh random sources; a failure names the seed that replays it. A case that takes more than
     * a second of its own, twice in a row, is a hang.
     */
    public static void forEachCase(long otherwise, Consumer<Random> property) {
        long first = Long.getLong("seed", 20250101L);
        long last = System.getProperty("seed") == null ? first + cases(otherwise) - 1 : first;
        for (long seed = first; seed <= last; seed++) {
            try {
                // The second run tells a hang from a machine that was busy with something else.
                long nanos = nanosOf(seed, property);
                if (nanos > MAX_CASE_NANOS && nanosOf(seed, property) > MAX_CASE_NANOS) {
                    throw new AssertionError("took more than a second");
                }
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("replay with -Dseed=" + seed, failure);
            }
        }
    }

    private static long nanosOf(long seed, Consumer<Random> property) {
        long start = System.nanoTime();
        property.accept(new Random(seed * 0x9E3779B97F4A7C15L));
        return System.nanoTime() - start;
    }

    /** A text of {@code length} decimal digits. */
    public static String digits(Random random, int length) {
        StringBuilder digits = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    /** Random bytes. */
    public static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
