package org.cardwright.crypto.rsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.cardwright.crypto.rsa.EngineTrial.Verdict;
import org.junit.jupiter.api.Test;

/** When the engine changes, and what another engine must show before. */
class FastestRsaEngineTest {

    private static final byte[] SEED = "fastest".getBytes(StandardCharsets.US_ASCII);
    private static final long LONG_NANOS = 60_000_000_000L;
    private static final int SLOW_MS = 300;
    private static final int MOST_CALLS = 100_000;

    @Test
    void changes_to_a_faster_engine_when_the_scalar_one_has_worked_long_enough() {
        Counted other = new Counted();
        RsaEngine engine = new FastestRsaEngine(RsaEngine.scalar(), () -> Verdict.faster(other), 0);

        List<BigInteger> primes = engine.findPrimes(List.of(search()));

        assertThat(other.calls).hasValue(1);
        assertThat(primes).isEqualTo(RsaEngine.scalar().findPrimes(List.of(search())));
    }

    @Test
    void never_asks_for_another_engine_before() {
        RsaEngine engine = new FastestRsaEngine(
                RsaEngine.scalar(),
                () -> {
                    throw new AssertionError("asked");
                },
                LONG_NANOS);

        assertThat(engine.findPrimes(List.of(search()))).hasSize(1);
        assertThat(engine.privateOperations(List.of())).isEmpty();
    }

    @Test
    void asks_once_and_stays_with_the_scalar_engine_when_the_other_one_is_unfit() {
        AtomicInteger asked = new AtomicInteger();
        Counted scalar = new Counted();
        RsaEngine engine = new FastestRsaEngine(
                scalar,
                () -> {
                    asked.incrementAndGet();
                    return Verdict.UNFIT;
                },
                0);

        engine.findPrimes(List.of(search()));
        engine.findPrimes(List.of(search()));

        assertThat(asked).hasValue(1);
        assertThat(scalar.calls).hasValue(2);
    }

    @Test
    void gives_an_engine_that_was_only_slower_another_chance_after_four_times_the_work() {
        AtomicInteger asked = new AtomicInteger();
        Counted other = new Counted();
        RsaEngine engine = new FastestRsaEngine(
                new Remembered(0, 1), () -> asked.incrementAndGet() == 1 ? Verdict.SLOWER : Verdict.faster(other), 1);

        engine.findPrimes(List.of(search()));
        engine.findPrimes(List.of(search()));
        assertThat(asked).hasValue(1);
        assertThat(other.calls).hasValue(0);

        for (int i = 0; i < MOST_CALLS && asked.get() == 1; i++) {
            engine.findPrimes(List.of(search()));
        }
        assertThat(asked).hasValue(2);
        assertThat(other.calls).hasValue(1);
    }

    /** It answers from what it remembers, beside one that pauses. */
    @Test
    void finds_a_right_engine_faster() {
        assertThat(verdict(new Remembered(0, 0), new Remembered(0, SLOW_MS), LONG_NANOS)
                        .faster())
                .isPresent();
    }

    @Test
    void refuses_an_engine_that_finds_another_prime() {
        assertThat(verdict(new Remembered(1, 0), new Remembered(0, SLOW_MS), LONG_NANOS))
                .isEqualTo(Verdict.UNFIT);
    }

    @Test
    void refuses_an_engine_that_signs_wrong() {
        RsaEngine wrong = new Remembered(0, 0) {
            @Override
            public List<byte[]> privateOperations(List<PrivateOperation> operations) {
                List<byte[]> results = super.privateOperations(operations);
                results.get(3)[100] ^= 1;
                return results;
            }
        };

        assertThat(verdict(wrong, new Remembered(0, SLOW_MS), LONG_NANOS)).isEqualTo(Verdict.UNFIT);
    }

    @Test
    void refuses_an_engine_that_fails() {
        RsaEngine failing = new Remembered(0, 0) {
            @Override
            public List<BigInteger> findPrimes(List<PrimeSearch> searches) {
                throw new IllegalStateException("no vectors here");
            }
        };

        assertThat(verdict(failing, new Remembered(0, SLOW_MS), LONG_NANOS)).isEqualTo(Verdict.UNFIT);
    }

    @Test
    void refuses_an_engine_that_has_no_time() {
        assertThat(verdict(new Remembered(0, 0), new Remembered(0, SLOW_MS), 0)).isEqualTo(Verdict.SLOWER);
    }

    private static Verdict verdict(RsaEngine challenger, RsaEngine scalar, long maxNanos) {
        return new EngineTrial(System::nanoTime, maxNanos).judge(challenger, scalar);
    }

    private static PrimeSearch search() {
        return new PrimeSearch(512, 3, new SeededRandomBytes(SEED, "search"));
    }

    /** The scalar engine, its calls counted. */
    private static final class Counted implements RsaEngine {

        final AtomicInteger calls = new AtomicInteger();

        @Override
        public List<BigInteger> findPrimes(List<PrimeSearch> searches) {
            calls.incrementAndGet();
            return RsaEngine.scalar().findPrimes(searches);
        }

        @Override
        public List<byte[]> privateOperations(List<PrivateOperation> operations) {
            return RsaEngine.scalar().privateOperations(operations);
        }
    }

    /** Knows the primes of the trial, which are computed once; the last one wrong by an offset, all after a pause. */
    private static class Remembered implements RsaEngine {

        private static final List<BigInteger> KNOWN = new ArrayList<>();

        private final long offset;
        private final int pauseMs;

        Remembered(long offset, int pauseMs) {
            this.offset = offset;
            this.pauseMs = pauseMs;
        }

        @Override
        public List<BigInteger> findPrimes(List<PrimeSearch> searches) {
            if (KNOWN.isEmpty()) {
                KNOWN.addAll(RsaEngine.scalar().findPrimes(searches));
            }
            LockSupport.parkNanos(pauseMs * 1_000_000L);
            List<BigInteger> answer = new ArrayList<>(KNOWN);
            int last = answer.size() - 1;
            answer.set(last, answer.get(last).add(BigInteger.valueOf(offset)));
            return answer;
        }

        @Override
        public List<byte[]> privateOperations(List<PrivateOperation> operations) {
            return RsaEngine.scalar().privateOperations(operations);
        }
    }
}
