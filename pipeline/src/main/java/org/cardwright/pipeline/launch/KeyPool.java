package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.cardwright.pipeline.intake.KeyPairDealing;
import org.cardwright.pipeline.ledger.KeyPairShape;
import org.cardwright.pipeline.ledger.KeyPoolAccount;
import org.cardwright.pipeline.ledger.KeyPoolAccount.Pool;
import org.cardwright.pipeline.ledger.KeyPoolAccount.Standing;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.pool.KeyPoolSettings;
import org.cardwright.pipeline.pool.PairFill;
import org.cardwright.pipeline.pool.PooledPairs;
import org.cardwright.pipeline.step.StopSwitch;
import org.springframework.transaction.support.TransactionTemplate;

/** Key pairs that are made ahead of their cards: filled in idle hours, given out at intake, accounted for like stock. */
public final class KeyPool {

    /** Pairs that one transaction destroys. */
    private static final int EXPIRED_AT_A_TIME = 1_000;

    private static final int GRAVEST = 3;

    private final Foundation foundation;
    private final KeyPoolSettings settings;
    private final KeyPoolAccount account;
    private final StopSwitch stop;

    KeyPool(Foundation foundation) {
        this(foundation, new StopSwitch());
    }

    KeyPool(Foundation foundation, StopSwitch stop) {
        this.foundation = foundation;
        this.settings = foundation.settings().keyPool();
        this.account = foundation.tables().keyPools();
        this.stop = stop;
    }

    /**
     * What is to be filled.
     *
     * @param size pairs that shall be in stock; absent for the target of each pool
     * @param until no more is begun from this moment on
     */
    public record FillOrder(OptionalInt size, Optional<Instant> until) {}

    /**
     * How a pool stands.
     *
     * @param pool its name
     * @param terms what is wanted of it; absent for one that is not kept any more
     * @param standing its account
     * @param low true when less is there than the low-water mark
     */
    public record Status(String pool, Optional<KeyPoolSettings.Terms> terms, Standing standing, boolean low) {}

    /** What gives the cards of a batch their pairs. */
    KeyPairDealing dealing() {
        if (settings.use() == KeyPoolSettings.Use.OFF) {
            return KeyPairDealing.NONE;
        }
        PipelinePorts ports = foundation.ports();
        return new PooledPairs(
                settings,
                account,
                ports.module(),
                new PooledPairs.Surroundings(
                        ports.clock(), ports.progress(), foundation.crashPoints(), foundation.transactions()));
    }

    /**
     * Every pool that is kept or has pairs.
     *
     * @throws org.cardwright.pipeline.ledger.NotReconciledException when pairs and movements of one do not agree
     */
    public List<Status> status() {
        return Stream.concat(
                        settings.terms().stream().map(terms -> name(terms.shape())),
                        account.pools().stream().map(Pool::name))
                .distinct()
                .sorted()
                .map(this::status)
                .toList();
    }

    private Status status(String pool) {
        Optional<KeyPoolSettings.Terms> terms = settings.terms().stream()
                .filter(one -> name(one.shape()).equals(pool))
                .findFirst();
        Standing standing = account.standing(pool);
        boolean low = terms.filter(one -> standing.inStock() < one.lowWater()).isPresent();
        return new Status(pool, terms, standing, low);
    }

    /**
     * Brings every pool to its size; what is committed when it stops stays.
     *
     * @throws WrongUsageException when no pool is kept
     */
    public BatchOutcome fill(FillOrder order) {
        if (settings.terms().isEmpty()) {
            throw new WrongUsageException("no key pairs are kept: key-pool.pairs is not set");
        }
        try (StopOnTermination termination = StopOnTermination.around(stop)) {
            return termination.during(() -> Outcomes.of(() -> fillAll(order)));
        }
    }

    private BatchOutcome fillAll(FillOrder order) throws IOException {
        List<String> messages = new ArrayList<>();
        BatchOutcome.Kind worst = BatchOutcome.Kind.DONE;
        for (KeyPoolSettings.Terms terms : settings.terms()) {
            if (severity(worst) == GRAVEST) {
                messages.add("key pool " + name(terms.shape()) + ": not filled, for what is said above");
                continue;
            }
            BatchOutcome one = fill(terms, order);
            messages.add(one.message());
            worst = severity(one.kind()) > severity(worst) ? one.kind() : worst;
        }
        return Outcomes.plain(worst, String.join(System.lineSeparator(), messages));
    }

    /** Later is worth less than never, and that less than an account or a generator that cannot be trusted. */
    private static int severity(BatchOutcome.Kind kind) {
        return switch (kind.exitCode()) {
            case 0 -> 0;
            case 75 -> 1;
            case 70 -> GRAVEST;
            default -> 2;
        };
    }

    private BatchOutcome fill(KeyPoolSettings.Terms terms, FillOrder order) throws IOException {
        String name = name(terms.shape());
        String id = KeyPoolAccount.lock(name);
        try (RunLock lock = RunLock.tryAcquire(foundation.settings(), id).orElse(null)) {
            if (lock == null) {
                return Outcomes.plain(BatchOutcome.Kind.BUSY, "another process fills key pool " + name);
            }
            try {
                expire(name);
                return new KeyPoolJob(foundation, stop).fill(pool(name, terms.shape()), wanted(terms, order), order);
            } finally {
                Files.deleteIfExists(foundation.settings().work().resolve(id + ".lock"));
            }
        }
    }

    private int wanted(KeyPoolSettings.Terms terms, FillOrder order) {
        long inStock = account.standing(name(terms.shape())).inStock();
        return Math.toIntExact(Math.max(0, order.size().orElse(terms.target()) - inStock));
    }

    private void expire(String pool) {
        Instant limit =
                foundation.ports().clock().instant().minus(settings.maxAge()).truncatedTo(ChronoUnit.SECONDS);
        int gone = EXPIRED_AT_A_TIME;
        while (gone == EXPIRED_AT_A_TIME) {
            gone = Objects.requireNonNull(
                    transaction().execute(status -> account.expired(pool, limit, EXPIRED_AT_A_TIME)));
        }
    }

    private Pool pool(String name, KeyPairShape shape) {
        return account.find(name).orElseGet(() -> {
            Pool pool = new Pool(
                    name, shape, foundation.ports().module().keyPairStock().createStorageKey(name), 1);
            PairFill.requireUsable(pool, foundation.ports().module());
            transaction().executeWithoutResult(status -> account.create(pool));
            return pool;
        });
    }

    /**
     * Destroys pairs that wait.
     *
     * @throws WrongUsageException when one of them does not wait in the pool
     */
    public void destroy(String pool, List<Long> numbers, String reason) {
        transaction().executeWithoutResult(status -> {
            if (!account.waits(pool, numbers)) {
                throw new WrongUsageException("not all of these pairs wait in pool " + pool);
            }
            account.destroyed(pool, numbers.stream().distinct().toList(), reason);
        });
    }

    /**
     * Destroys every pair that waits in a pool, for whoever has put a database back or does not trust it; says how many they were.
     *
     * @throws WrongUsageException when there is no such pool
     */
    public int destroyAll(String pool, String reason) {
        if (account.find(pool).isEmpty()) {
            throw new WrongUsageException("there is no pool " + pool);
        }
        return Objects.requireNonNull(transaction().execute(status -> account.destroyedAll(List.of(pool), reason)));
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(foundation.transactions());
    }

    private String name(KeyPairShape shape) {
        return shape.pool(foundation.ports().module().inventory().custody());
    }
}
