package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The scalar engine, until it has worked long enough for a faster one to pay; then that one, where there is one.
 *
 * <p>All engines find the same primes from the same random bytes, so nobody can tell from the results when the change came. A
 * command that makes a few keys never loads the other engine. One that was right but not faster may not have been compiled yet, on a
 * machine that does other things: it gets further chances, each after four times as much work.
 */
final class FastestRsaEngine implements RsaEngine {

    /** Loading and trying the vector engine takes about as long. */
    private static final long NANOS_BEFORE_TRIAL = 2_000_000_000L;

    /** How much more work there must have been before the next trial, so that trials never cost a large part of a run. */
    private static final int PATIENCE = 4;

    static final RsaEngine SHARED =
            new FastestRsaEngine(RsaEngine.scalar(), EngineTrial::ofVectorEngine, NANOS_BEFORE_TRIAL);

    private final RsaEngine scalar;
    private final Supplier<EngineTrial.Verdict> challenger;
    private volatile long nanosBeforeTrial;
    private final AtomicLong spentNanos = new AtomicLong();
    private final ReentrantLock trial = new ReentrantLock();
    private volatile @Nullable RsaEngine chosen;

    FastestRsaEngine(RsaEngine scalar, Supplier<EngineTrial.Verdict> challenger, long nanosBeforeTrial) {
        this.scalar = scalar;
        this.challenger = challenger;
        this.nanosBeforeTrial = nanosBeforeTrial;
    }

    @Override
    public List<BigInteger> findPrimes(List<PrimeSearch> searches) {
        return timed(engine -> engine.findPrimes(searches));
    }

    @Override
    public List<byte[]> privateOperations(List<PrivateOperation> operations) {
        return timed(engine -> engine.privateOperations(operations));
    }

    private <T> T timed(Function<RsaEngine, T> work) {
        RsaEngine engine = engine();
        long begun = System.nanoTime();
        T result = work.apply(engine);
        spentNanos.addAndGet(System.nanoTime() - begun);
        return result;
    }

    private RsaEngine tried() {
        EngineTrial.Verdict verdict = challenger.get();
        RsaEngine engine = verdict.faster().orElse(scalar);
        nanosBeforeTrial = PATIENCE * Math.max(nanosBeforeTrial, spentNanos.get());
        if (verdict.isFinal()) {
            chosen = engine;
        }
        return engine;
    }

    /** One thread holds the trial; the others go on meanwhile. */
    private RsaEngine engine() {
        RsaEngine already = chosen;
        if (already != null) {
            return already;
        }
        if (spentNanos.get() < nanosBeforeTrial || !trial.tryLock()) {
            return scalar;
        }
        try {
            // another thread may have held a trial meanwhile
            RsaEngine found = chosen;
            if (found != null) {
                return found;
            }
            return spentNanos.get() < nanosBeforeTrial ? scalar : tried();
        } finally {
            trial.unlock();
        }
    }
}
