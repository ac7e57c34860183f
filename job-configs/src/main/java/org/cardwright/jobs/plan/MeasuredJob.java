package org.cardwright.jobs.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cardwright.formats.profile.AuthenticationMethod;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.step.StageTimes;
import org.cardwright.pipeline.step.StageTimes.StageTime;

/** A batch that was just made, as costs of one of its cards: what its own stages took, not what a model says. */
public final class MeasuredJob {

    /** Fewer cards say little about many. */
    public static final int LEAST_CARDS = 100;

    private static final String KEY_PAIRS = "icc_keys";
    private static final String CARD_KEYS = "card_keys";
    private static final String STATIC_SIGNATURES = "static_signatures";
    private static final String CHECKPOINT = "checkpoint";
    private static final int NANOS_PER_MICRO = 1_000;

    private final BatchOutcome outcome;
    private final long cpuNanos;
    private final long cards;

    /**
     * Over an outcome.
     *
     * @param cpuNanos processor time of the whole process meanwhile
     * @throws IllegalArgumentException when it made fewer than {@link #LEAST_CARDS}, or was made before
     */
    public MeasuredJob(BatchOutcome outcome, long cpuNanos) {
        this.outcome = outcome;
        this.cpuNanos = cpuNanos;
        this.cards = outcome.times().cards(StageTimes.BIND);
        if (cards < LEAST_CARDS) {
            throw new IllegalArgumentException("this run made " + cards + " cards; a measurement needs " + LEAST_CARDS
                    + " of one product in a batch that was not prepared before");
        }
    }

    /**
     * Processor time of the process, shared out to stages as they shared the clock; {@link UnitCosts.Times#rest} has all that no other
     * has. A commit waits for the disk, so it is taken by the clock.
     *
     * @param cardsPerCommit between two commits of the run
     */
    public UnitCosts.Times times(long cardsPerCommit) {
        long pairs = cpu(KEY_PAIRS);
        long keys = cpu(CARD_KEYS);
        long signatures = cpu(STATIC_SIGNATURES);
        return new UnitCosts.Times(
                perCard(pairs),
                perCard(keys),
                perCard(signatures),
                Math.max(1, perCard(cpuNanos - pairs - keys - signatures)),
                Math.max(1, nanos(CHECKPOINT::equals) / CapacityPlan.commits(cards, cardsPerCommit) / NANOS_PER_MICRO));
    }

    private long cpu(String wanted) {
        double all = nanos(stage -> !stage.equals(StageTimes.CLEAR));
        return Math.round(cpuNanos * (nanos(wanted::equals) / Math.max(1, all)));
    }

    private long nanos(Predicate<String> wanted) {
        return outcome.times().stages().stream()
                .filter(stage -> wanted.test(stage.stage()))
                .mapToLong(StageTime::nanos)
                .sum();
    }

    private long perCard(long nanos) {
        return nanos / cards / NANOS_PER_MICRO;
    }

    /** Bytes of the sealed output per card. */
    public long outputBytes() throws IOException {
        Path directory = outcome.directory().orElseThrow();
        long bytes = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return perCardOf(bytes);
    }

    /** A total as its share per card, at least 1. */
    public long perCardOf(long total) {
        return Math.max(1, total / cards);
    }

    /** What the security module is asked for, for one card: key sets, pairs with certificate, static signatures. */
    public static long moduleOperations(EffectiveProduct product) {
        return product.applications().stream()
                .mapToLong(application -> application.dgis().stream()
                                .filter(DgiProfile.Keys.class::isInstance)
                                .count()
                        + application.authentication().stream()
                                .mapToLong(one -> one.certificatesPerCard()
                                        + (one.methods().contains(AuthenticationMethod.SDA) ? 1 : 0))
                                .sum())
                .sum();
    }
}
