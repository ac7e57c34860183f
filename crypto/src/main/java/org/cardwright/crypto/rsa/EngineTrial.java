package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private EngineTrial() {}

    /** The vector engine, when the JDK has its module, the jar is there, and it passes the trial. */
    static Optional<RsaEngine> fasterVectorEngine() {
        return vectorEngine().filter(engine -> isFaster(engine, RsaEngine.scalar(), MAX_NANOS));
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

    /** An engine that fails or answers wrong is not faster. */
    static boolean isFaster(RsaEngine challenger, RsaEngine scalar, long maxNanos) {
        try {
            long begun = System.nanoTime();
            List<BigInteger> primes = scalar.findPrimes(searches());
            long scalarNanos = System.nanoTime() - begun;
            boolean faster = false;
            for (long now = System.nanoTime(), end = now + maxNanos; !faster && now < end; now = System.nanoTime()) {
                if (!challenger.findPrimes(searches()).equals(primes)) {
                    return false;
                }
                faster = (System.nanoTime() - now) * MARGIN < scalarNanos;
            }
            return faster && signsAlike(challenger, scalar, primes);
        } catch (RuntimeException | LinkageError broken) {
            return false;
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
