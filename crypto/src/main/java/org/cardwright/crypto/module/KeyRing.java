package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;

/**
 * The keys as the operations see them: under a policy, and not to be closed while one of them runs.
 *
 * <p>Safe for several threads.
 */
final class KeyRing implements AutoCloseable {

    private final KeyHolder holder;
    private final KeySource source;
    private final boolean test;
    private final Custody custody;
    private final Clock clock;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final LongAdder clearNanos = new LongAdder();
    private final Map<Thread, KeySession> shared = new ConcurrentHashMap<>();
    private boolean closed;

    private KeyRing(KeyHolder holder, KeySource source, boolean test, Rules rules) {
        this.holder = holder;
        this.source = source;
        this.test = test;
        this.custody = rules.custody();
        this.clock = rules.clock();
    }

    /**
     * Under what rules keys are used.
     *
     * @param policy test or production
     * @param custody what the job allows
     * @param clock says on which day it is
     */
    record Rules(ModulePolicy policy, Custody custody, Clock clock) {}

    /** Takes the holder over; refuses test keys under a production policy. */
    static KeyRing open(KeyHolder holder, Rules rules) {
        return Refusal.translate(() -> {
            if (rules.policy() instanceof ModulePolicy.Test tests) {
                return new KeyRing(holder, testSource(holder, tests.seed(), today(rules.clock())), true, rules);
            }
            for (KeyAttributes key : holder.keys()) {
                require(!key.test(), key.name() + " is a published test key, refused in production");
            }
            return new KeyRing(holder, new SystemKeySource(), false, rules);
        });
    }

    private static KeySource testSource(KeyHolder holder, Optional<KeyName> seed, LocalDate today) {
        if (seed.isEmpty()) {
            return new SystemKeySource();
        }
        KeyAttributes key = holder.attributes(seed.get());
        KeyNeed.internal(KeyPurpose.TEST_RANDOM_SEED).requireMet(key, today);
        return new TestKeySource(new OpenedSeed(holder.open(), key));
    }

    private record OpenedSeed(OpenedKeys keys, KeyAttributes seed) implements TestKeySource.Seed {

        @Override
        public KeyMac mac() {
            return keys.mac(seed);
        }

        @Override
        public void close() {
            keys.close();
        }
    }

    /** What the job allows. */
    Custody custody() {
        return custody;
    }

    KeyHolder holder() {
        return holder;
    }

    /** The day on which keys are used, UTC. */
    LocalDate today() {
        return today(clock);
    }

    private static LocalDate today(Clock clock) {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }

    /** Is this the ring of a test policy? */
    boolean isTest() {
        return test;
    }

    /** Runs batches that belong together: those of this thread share one session, which ends with the last of them. */
    <T> T inOneSession(Supplier<T> batches) {
        Thread thread = Thread.currentThread();
        if (shared.containsKey(thread)) {
            return batches.get();
        }
        return inSession(session -> {
            shared.put(thread, session);
            try {
                return batches.get();
            } finally {
                shared.remove(thread);
            }
        });
    }

    /** Runs a batch with a session of its own, or that of the batches to which it belongs; what is refused leaves as {@link SecurityModuleException}. */
    <T> T inSession(Function<KeySession, T> batch) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new SecurityModuleException(
                        SecurityModuleException.Kind.UNAVAILABLE, "the security module is closed");
            }
            return timed(batch);
        } catch (KeyRefusedException refused) {
            throw Refusal.keyRefused(refused);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What is opened is closed, and so wiped, when the batch ends. */
    private <T> T timed(Function<KeySession, T> batch) {
        KeySession open = shared.get(Thread.currentThread());
        if (open != null) {
            return batch.apply(open);
        }
        long start = System.nanoTime();
        try (KeySession session = new KeySession(holder, source, new KeySession.Terms(test, custody, today()))) {
            return batch.apply(session);
        } finally {
            clearNanos.add(System.nanoTime() - start);
        }
    }

    /** Time in sessions so far; in those of a strict job nothing is clear. */
    long clearNanos() {
        return custody == Custody.STRICT ? 0 : clearNanos.sum();
    }

    /** Waits for running batches, then wipes. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            source.close();
            holder.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
