package org.cardwright.machine.bureau;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Which visit of which card goes wrong. It follows from the seed and the visit alone, so that threads and their order change nothing.
 *
 * @param seed the same one gives the same faults
 * @param percent of the visits at every machine, 0 to 100
 */
public record FaultPlan(long seed, double percent) {

    private static final double ALL = 100;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Checks the rate. */
    public FaultPlan {
        if (!(percent >= 0 && percent <= ALL)) {
            throw new IllegalArgumentException("a rate is 0 to 100 percent");
        }
    }

    /**
     * A card at a machine.
     *
     * @param machine where
     * @param card index of its record in the batch, from 1
     * @param time how often it has come there, from 1
     */
    public record At(String machine, long card, int time) {}

    /** Numbers that belong to a visit: the first says whether it goes wrong, the second how, the third where, the fourth how long it takes. */
    private Random random(At at) {
        long mixed = mixed(seed + at.machine.hashCode());
        return new Random(mixed(mixed(mixed + at.card) + at.time));
    }

    /** Neighbours become strangers (the finalizer of SplitMix64): the first numbers of near seeds are alike. */
    private static long mixed(long number) {
        long z = number * SPREAD;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** What goes wrong there, one of those kinds; empty for nothing. */
    public Optional<Fault> fault(At at, List<Fault> kinds) {
        Random random = random(at);
        boolean happens = random.nextDouble() * ALL < percent;
        return happens ? Optional.of(kinds.get(random.nextInt(kinds.size()))) : Optional.empty();
    }

    /** A share of the way from the shortest to the longest time: it knows nothing of the fault. 0 to 1. */
    double share(At at) {
        Random random = random(at);
        random.nextDouble();
        random.nextInt();
        random.nextInt();
        return random.nextDouble();
    }

    /** The command of a conversation at which it goes wrong: 1 to {@code last}, all alike. */
    public int command(At at, int last) {
        Random random = random(at);
        random.nextDouble();
        random.nextInt();
        return 1 + random.nextInt(last);
    }
}
