package org.cardwright.formats;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Seeded cases for properties and mutators.
 *
 * <p>{@code -Dcardwright.fuzz=N} runs N cases of each instead of the default of the build; {@code -Dseed=S} replays.
 */
public final class Seeds {

    private Seeds() {}

    /** How many cases run: {@code -Dcardwright.fuzz} or the number given. */
    public static long cases(long otherwise) {
        return Long.getLong("cardwright.fuzz", otherwise);
    }

    /** Runs the property on fresh random sources; a failure names the seed that replays it. */
    public static void forEachCase(long otherwise, Consumer<Random> property) {
        long first = Long.getLong("seed", 20250101L);
        long last = System.getProperty("seed") == null ? first + cases(otherwise) - 1 : first;
        for (long seed = first; seed <= last; seed++) {
            try {
                property.accept(new Random(seed * 0x9E3779B97F4A7C15L));
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("replay with -Dseed=" + seed, failure);
            }
        }
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
