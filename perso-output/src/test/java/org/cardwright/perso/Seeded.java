package org.cardwright.perso;

import java.util.Random;
import java.util.function.Consumer;
import org.cardwright.formats.bytes.ByteString;

/**
 * Random values from a printed seed: {@code -Dseed=} replays a run, {@code -Dcardwright.fuzz=} says how many inputs.
 *
 * <p>A failure names the seed of its own round, so that one round can be replayed alone with {@code -Dcardwright.fuzz=1}.
 */
public final class Seeded {

    private static final long DEFAULT_SEED = 20260101L;

    private Seeded() {}

    /** Runs {@code check} with a fresh generator per round; {@code usual} rounds unless the property says otherwise. */
    public static void rounds(int usual, Consumer<Random> check) {
        int rounds = Integer.getInteger("cardwright.fuzz", usual);
        long first = Long.getLong("seed", DEFAULT_SEED);
        for (int i = 0; i < rounds; i++) {
            long seed = first + i;
            try {
                check.accept(new Random(seed));
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("failed with -Dseed=" + seed + " -Dcardwright.fuzz=1", failed);
            }
        }
    }

    /** That many random bytes. */
    public static ByteString bytes(Random random, int count) {
        byte[] out = new byte[count];
        random.nextBytes(out);
        return ByteString.of(out);
    }

    /** Between {@code min} and {@code max} random bytes. */
    public static ByteString bytes(Random random, int min, int max) {
        return bytes(random, min + random.nextInt(max - min + 1));
    }

    /** The input damaged in one of the ways files get damaged: bytes changed, cut off, doubled, inserted, swapped. */
    public static ByteString mutate(Random random, ByteString input) {
        ByteString out = input;
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            out = mutateOnce(random, out);
        }
        return out;
    }

    private static ByteString mutateOnce(Random random, ByteString input) {
        if (input.isEmpty()) {
            return bytes(random, 1, 8);
        }
        int at = random.nextInt(input.size());
        int length = Math.min(input.size() - at, 1 + random.nextInt(16));
        ByteString before = input.slice(0, at);
        ByteString piece = input.slice(at, at + length);
        ByteString after = input.slice(at + length);
        return switch (random.nextInt(6)) {
            case 0 -> before.plus(bytes(random, length)).plus(after);
            case 1 -> before;
            case 2 -> before.plus(after);
            case 3 -> ByteString.concat(before, piece, piece, after);
            case 4 -> ByteString.concat(before, bytes(random, 1, 8), piece, after);
            default ->
                ByteString.concat(
                        before,
                        ByteString.ofByte(piece.unsignedAt(0) ^ (1 << random.nextInt(8))),
                        piece.slice(1),
                        after);
        };
    }
}
