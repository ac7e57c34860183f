package org.cardwright.pipeline.pool;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.module.KeyPairStock.StockedPair;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.perso.file.MerkleTree;
import org.cardwright.pipeline.intake.KeyPairDealing;
import org.cardwright.pipeline.ledger.KeyPairShape;
import org.cardwright.pipeline.ledger.KeyPoolAccount;
import org.cardwright.pipeline.ledger.KeyPoolAccount.Pool;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.Run;
import org.cardwright.pipeline.step.CrashPoints;
import org.cardwright.pipeline.step.Progress;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deals pairs at intake: the oldest first, in the order of the file, so that the same stock gives the same cards the same pairs.
 *
 * <p>Which pair a card has is decided once, in the transaction of its row: from then on the pair stands in the staged order, its
 * row says USED, and neither a restart nor another batch can change it. A card that is refused afterwards takes its pair with it.
 */
public final class PooledPairs implements KeyPairDealing {

    private static final String ALTERED = "the block was altered or exchanged";

    private final KeyPoolSettings settings;
    private final KeyPoolAccount account;
    private final SecurityModule module;
    private final Surroundings surroundings;
    private final Set<String> told = new HashSet<>();

    /** For one run. */
    public PooledPairs(
            KeyPoolSettings settings, KeyPoolAccount account, SecurityModule module, Surroundings surroundings) {
        this.settings = settings;
        this.account = account;
        this.module = module;
        this.surroundings = surroundings;
    }

    /**
     * What is around it.
     *
     * @param clock for the age of pairs
     * @param progress hears of pools that are empty or low
     * @param crashPoints passed when pairs are taken
     * @param transactions of the database of the account
     */
    public record Surroundings(
            Clock clock, Progress progress, CrashPoints crashPoints, PlatformTransactionManager transactions) {}

    @Override
    public List<List<Optional<StockedPair>>> deal(Run run, List<Asking> cards) {
        Map<KeyPairShape, Integer> wanted = new LinkedHashMap<>();
        cards.forEach(card -> card.shapes().forEach(shape -> wanted.merge(shape, 1, Integer::sum)));
        Map<KeyPairShape, Deque<StockedPair>> taken = new HashMap<>();
        wanted.forEach((shape, count) -> taken.put(shape, take(shape, count)));
        Map<KeyPairShape, Given> given = new LinkedHashMap<>();
        List<List<Optional<StockedPair>>> dealt = new ArrayList<>(cards.size());
        for (Asking card : cards) {
            List<Optional<StockedPair>> ofCard = new ArrayList<>(card.shapes().size());
            for (KeyPairShape shape : card.shapes()) {
                Optional<StockedPair> pair = Optional.ofNullable(
                        taken.getOrDefault(shape, new ArrayDeque<>()).poll());
                pair.ifPresent(one ->
                        given.computeIfAbsent(shape, first -> new Given()).add(one, card.recordNumber()));
                ofCard.add(pair);
            }
            dealt.add(ofCard);
        }
        given.forEach((shape, pairs) ->
                account.used(pool(shape).orElseThrow(), run.batch(), pairs.records, pairs.tree.root()));
        if (!given.isEmpty()) {
            surroundings.crashPoints().pass(CrashPoints.Point.PAIRS_TAKEN, "intake");
        }
        return dealt;
    }

    /** What the cards of a chunk get out of one pool. */
    private static final class Given {

        private final Map<Long, Integer> records = new LinkedHashMap<>();
        private final MerkleTree tree = new MerkleTree();

        void add(StockedPair pair, int recordNumber) {
            records.put(pair.place().number(), recordNumber);
            tree.add(KeyPoolAccount.leaf(pair));
        }
    }

    /** As many good pairs as there are, at most so many; what was altered is destroyed on the way. */
    private Deque<StockedPair> take(KeyPairShape shape, int count) {
        Deque<StockedPair> good = new ArrayDeque<>();
        if (settings.of(shape).isEmpty()) {
            return good;
        }
        Optional<Pool> pool = pool(shape);
        long behind = 0;
        boolean more = pool.isPresent();
        while (more && good.size() < count) {
            List<Long> oldest = account.oldest(pool.orElseThrow(), behind, oldestAllowed(), count - good.size());
            more = !oldest.isEmpty();
            if (more) {
                good.addAll(intact(pool.orElseThrow(), account.kept(pool.orElseThrow(), oldest)));
                behind = oldest.get(oldest.size() - 1);
            }
        }
        if (good.size() < count) {
            missing(shape, count - good.size());
        }
        return good;
    }

    private List<StockedPair> intact(Pool pool, List<StockedPair> waiting) {
        if (waiting.isEmpty()) {
            return waiting;
        }
        List<Boolean> intact = module.keyPairStock().areIntact(waiting);
        List<StockedPair> good = new ArrayList<>();
        List<Long> altered = new ArrayList<>();
        for (int i = 0; i < waiting.size(); i++) {
            if (intact.get(i)) {
                good.add(waiting.get(i));
            } else {
                altered.add(waiting.get(i).place().number());
            }
        }
        if (!altered.isEmpty()) {
            destroyed(pool, altered);
        }
        return good;
    }

    /** Also when these cards get no pairs in the end: else a pool that must not be empty would look full for ever. */
    private void destroyed(Pool pool, List<Long> altered) {
        account.destroyed(pool.name(), altered, ALTERED);
        warn("key pool " + pool.name() + ": " + altered.size()
                + " pairs were altered or exchanged and are destroyed; the audit has their numbers");
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status != STATUS_COMMITTED) {
                    destroyAlone(pool, altered);
                }
            }
        });
    }

    private void destroyAlone(Pool pool, List<Long> altered) {
        TransactionTemplate another = new TransactionTemplate(surroundings.transactions());
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        another.executeWithoutResult(status -> {
            List<Long> waiting = account.kept(pool, altered).stream()
                    .map(pair -> pair.place().number())
                    .toList();
            if (!waiting.isEmpty()) {
                account.destroyed(pool.name(), waiting, ALTERED);
            }
        });
    }

    private void missing(KeyPairShape shape, int count) {
        String name = name(shape);
        if (settings.use() == KeyPoolSettings.Use.REQUIRED) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.UNAVAILABLE,
                    "key pool " + name + " lacks " + count + " pairs for the next cards and key-pool = required;"
                            + " cardwright pool fill makes them, then the same command resumes");
        }
        if (told.add(name)) {
            warn("key pool " + name + " is empty: pairs are made on demand");
        }
    }

    /** Warns of what the batch left behind. */
    @Override
    public void conclude() {
        for (KeyPoolSettings.Terms terms : settings.terms()) {
            String name = name(terms.shape());
            if (account.find(name).isPresent()) {
                conclude(terms, name);
            }
        }
    }

    /** An account that does not agree is for those who look after the pool: the batch has its pairs. */
    private void conclude(KeyPoolSettings.Terms terms, String name) {
        try {
            long inStock = account.standing(name).inStock();
            if (inStock < terms.lowWater() && told.add(name)) {
                warn("key pool " + name + " is low: " + inStock + " pairs, low-water mark " + terms.lowWater());
            }
        } catch (NotReconciledException contradiction) {
            warn(contradiction.getMessage() + "; cardwright pool status says more");
        }
    }

    private void warn(String text) {
        surroundings.progress().warn(text);
    }

    private Optional<Pool> pool(KeyPairShape shape) {
        return account.find(name(shape));
    }

    private String name(KeyPairShape shape) {
        return shape.pool(module.inventory().custody());
    }

    private Instant oldestAllowed() {
        return surroundings.clock().instant().minus(settings.maxAge()).truncatedTo(ChronoUnit.SECONDS);
    }
}
