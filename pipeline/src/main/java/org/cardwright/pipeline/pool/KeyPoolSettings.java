package org.cardwright.pipeline.pool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cardwright.pipeline.ledger.KeyPairShape;

/**
 * What an installation decides about key pairs made ahead of their cards.
 *
 * @param use whether batches take them
 * @param terms the kinds of pairs that are kept, each once
 * @param maxAgeDays a pair that waited longer is destroyed; 1 to 365
 */
public record KeyPoolSettings(Use use, List<Terms> terms, int maxAgeDays) {

    /** No pool. */
    public static final KeyPoolSettings OFF = new KeyPoolSettings(Use.OFF, List.of(), 30);

    private static final int MAX_DAYS = 365;
    private static final int MAX_STOCK = 10_000_000;

    /** Copies the list and checks the bounds. */
    public KeyPoolSettings {
        terms = List.copyOf(terms);
        if (maxAgeDays < 1 || maxAgeDays > MAX_DAYS) {
            throw new IllegalArgumentException("a key pair waits 1 to " + MAX_DAYS + " days");
        }
        if (terms.stream().map(Terms::shape).distinct().count() < terms.size()) {
            throw new IllegalArgumentException("a kind of key pair is named twice");
        }
    }

    /** Whether batches take pairs out of pools. */
    public enum Use {
        /** Every batch makes its own. */
        OFF,
        /** As far as the pool goes; what is missing is made on demand. */
        ON,
        /** A batch whose pairs are not there waits. */
        REQUIRED
    }

    /**
     * A kind of pairs.
     *
     * @param shape length and exponent
     * @param target how many a filling brings together; 1 to 10,000,000
     * @param lowWater an alarm is given below; 0 to target
     */
    public record Terms(KeyPairShape shape, int target, int lowWater) {

        /** Checks the bounds. */
        public Terms {
            if (target < 1 || target > MAX_STOCK || lowWater < 0 || lowWater > target) {
                throw new IllegalArgumentException(
                        "a pool has a target of 1 to " + MAX_STOCK + " and a low-water mark up to it");
            }
        }
    }

    /** What is decided about a kind of pairs; empty when none are kept. */
    public Optional<Terms> of(KeyPairShape shape) {
        return terms.stream().filter(term -> term.shape().equals(shape)).findFirst();
    }

    /** How long a pair may wait. */
    public Duration maxAge() {
        return Duration.ofDays(maxAgeDays);
    }
}
