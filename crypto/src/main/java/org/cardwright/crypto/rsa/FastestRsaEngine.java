package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The scalar engine, until it has worked long enough for a faster one to pay; then that one, where there is one.
 *
 * <p>All engines find the same primes from the same random bytes, so nobody can tell from the results when the change came. A
 * command that makes a few keys never loads the other engine.
 */
final class FastestRsaEngine implements RsaEngine {

    /** Loading and trying the vector engine takes about as long. */
    private static final long NANOS_BEFORE_TRIAL = 2_000_000_000L;

    static final RsaEngine SHARED =
            new FastestRsaEngine(RsaEngine.scalar(), EngineTrial::fasterVectorEngine, NANOS_BEFORE_TRIAL);

    private final RsaEngine scalar;
    private final Supplier<Optional<RsaEngine>> challenger;
    private final long nanosBeforeTrial;
    private final AtomicLong spentNanos = new AtomicLong();
    private final ReentrantLock trial = new ReentrantLock();
    private volatile @Nullable RsaEngine chosen;

    FastestRsaEngine(RsaEngine scalar, Supplier<Optional<RsaEngine>> challenger, long nanosBeforeTrial) {
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
            RsaEngine found = chosen;
            if (found == null) {
                found = challenger.get().orElse(scalar);
                chosen = found;
            }
            return found;
        } finally {
            trial.unlock();
        }
    }
}
