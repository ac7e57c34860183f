package org.cardwright.crypto.rsa;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.cardwright.formats.bytes.ByteString;

/**
 * Whether another engine is right and faster than the scalar one on this machine: the same primes from the same bytes, the same
 * results of private operations, in less time. The numbers of a trial are no secrets and used nowhere.
 */
final class EngineTrial {

    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String VECTOR_ENGINE = "org.cardwright.crypto.rsa.VectorRsaEngine";

    private static final int PRIME_BITS = 704;
    private static final int SEARCHES = 8;

    /** A new engine is slow until it is compiled; after that time it has had its chance. */
    private static final long MAX_NANOS = 4_000_000_000L;

    /** It must be faster by a quarter. */
    private static final double MARGIN = 1.25;

    private final LongSupplier clock;
    private final long maxNanos;

    /**
     * A trial.
     *
     * @param clock nanoseconds that the thread has worked
     * @param maxNanos so long it may take the challenger to become faster
     */
    EngineTrial(LongSupplier clock, long maxNanos) {
        this.clock = clock;
        this.maxNanos = maxNanos;
    }

    /**
     * How a trial ended.
     *
     * @param faster the engine, when it is right and faster
     * @param isFinal false when the engine is right and may become faster
     */
    record Verdict(Optional<RsaEngine> faster, boolean isFinal) {

        static final Verdict UNFIT = new Verdict(Optional.empty(), true);
        static final Verdict SLOWER = new Verdict(Optional.empty(), false);

        static Verdict faster(RsaEngine engine) {
            return new Verdict(Optional.of(engine), true);
        }
    }

    /** The vector engine, when the JDK has its module, the jar is there, and it passes the trial. */
    static Verdict ofVectorEngine() {
        EngineTrial trial = new EngineTrial(EngineTrial::threadNanos, MAX_NANOS);
        return vectorEngine()
                .map(engine -> trial.judge(engine, RsaEngine.scalar()))
                .orElse(Verdict.UNFIT);
    }

    /** CPU time, where the JVM measures it: other programs on the machine slow both engines down, and not equally. */
    private static long threadNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : -1;
        return nanos < 0 ? System.nanoTime() : nanos;
    }

    /** The vector engine, untried. */
    static Optional<RsaEngine> vectorEngine() {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName(VECTOR_ENGINE)
                    .asSubclass(RsaEngine.class)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | ClassCastException | LinkageError absent) {
            return Optional.empty();
        }
    }

    /** An engine that fails or answers wrong is unfit for good. */
    Verdict judge(RsaEngine challenger, RsaEngine scalar) {
        try {
            long begun = clock.getAsLong();
            List<BigInteger> primes = scalar.findPrimes(searches());
            long scalarNanos = clock.getAsLong() - begun;
            boolean faster = false;
            for (long now = clock.getAsLong(), end = now + maxNanos; !faster && now < end; now = clock.getAsLong()) {
                if (!challenger.findPrimes(searches()).equals(primes)) {
                    return Verdict.UNFIT;
                }
                faster = (clock.getAsLong() - now) * MARGIN < scalarNanos;
            }
            if (!faster) {
                return Verdict.SLOWER;
            }
            return signsAlike(challenger, scalar, primes) ? Verdict.faster(challenger) : Verdict.UNFIT;
        } catch (RuntimeException | LinkageError broken) {
            return Verdict.UNFIT;
        }
    }

    private static boolean signsAlike(RsaEngine challenger, RsaEngine scalar, List<BigInteger> primes) {
        List<PrivateOperation> operations = new ArrayList<>();
        List<RsaPrivateKey> keys = new ArrayList<>();
        try {
            for (int i = 0; i + 1 < primes.size(); i += 2) {
                RsaPrivateKey key = RsaPrivateKey.ofPrimes(primes.get(i), primes.get(i + 1), BigInteger.valueOf(3));
                keys.add(key);
                operations.add(new PrivateOperation(key, ByteString.repeat(0x6A, PRIME_BITS / 4)));
            }
            List<ByteString> expected = scalar.privateOperations(operations).stream()
                    .map(ByteString::of)
                    .toList();
            return challenger.privateOperations(operations).stream()
                    .map(ByteString::of)
                    .toList()
                    .equals(expected);
        } finally {
            keys.forEach(RsaPrivateKey::close);
        }
    }

    private static List<PrimeSearch> searches() {
        return IntStream.range(0, SEARCHES)
                .mapToObj(i -> new PrimeSearch(PRIME_BITS, 3, new KnownBytes(i)))
                .toList();
    }

    /** The high bytes of a linear congruential generator (Knuth, MMIX): the same on every JDK, good enough to find primes. */
    private static final class KnownBytes implements RandomBytes {

        private long state;

        KnownBytes(long seed) {
            this.state = seed;
        }

        @Override
        public void fill(byte[] target) {
            for (int i = 0; i < target.length; i++) {
                state = state * 6364136223846793005L + 1442695040888963407L;
                target[i] = (byte) (state >>> 56);
            }
        }
    }
}
