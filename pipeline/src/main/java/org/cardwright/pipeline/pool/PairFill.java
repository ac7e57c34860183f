package org.cardwright.pipeline.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cardwright.crypto.module.KeyPairStock.Place;
import org.cardwright.crypto.module.KeyPairStock.StockedPair;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.perso.file.MerkleTree;
import org.cardwright.pipeline.ledger.KeyPoolAccount;
import org.cardwright.pipeline.ledger.KeyPoolAccount.Numbers;
import org.cardwright.pipeline.ledger.KeyPoolAccount.Pool;
import org.cardwright.pipeline.step.CrashPoints;
import org.cardwright.pipeline.step.PlainWork;
import org.cardwright.pipeline.step.Progress;

/**
 * Fills one pool, some pairs at a time. The pool itself is the checkpoint: what is committed is in stock, and another filling goes
 * on from there.
 */
public final class PairFill implements PlainWork<List<Place>, List<StockedPair>> {

    /** Name of its step. */
    public static final String STEP = "pool-fill";

    /** Pairs that one thread makes at a time: as many as an engine has lanes. */
    private static final int SLICE_PAIRS = 8;

    private final Order order;
    private final Means means;
    private final FactorWatch watch;
    private long next;
    private long done;

    /** Compares what is there already; belongs into a transaction. */
    public PairFill(Order order, Means means) {
        this.order = order;
        this.means = means;
        this.watch = new FactorWatch(means.account());
        this.next = order.pool().nextNumber();
        watch.scan();
    }

    /**
     * What is to be made.
     *
     * @param pool where
     * @param pairs how many
     * @param over true when no more is to be begun
     */
    public record Order(Pool pool, int pairs, BooleanSupplier over) {}

    /**
     * With what.
     *
     * @param account counts
     * @param module makes pairs
     * @param progress hears of every chunk
     * @param crashPoints passed before a chunk is committed
     */
    public record Means(KeyPoolAccount account, SecurityModule module, Progress progress, CrashPoints crashPoints) {}

    /** Pairs made and committed or about to be. */
    public long done() {
        return done;
    }

    /** Pairs that share a factor with another one, new and old. */
    public int weak() {
        return watch.weak();
    }

    @Override
    public Optional<List<Place>> read() {
        long left = order.pool().nextNumber() + order.pairs() - next;
        if (left <= 0 || weak() > 0 || order.over().getAsBoolean()) {
            return Optional.empty();
        }
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < Math.min(left, SLICE_PAIRS); i++) {
            places.add(order.pool().place(next++));
        }
        return Optional.of(places);
    }

    @Override
    public List<StockedPair> process(List<Place> places) {
        return made(means.module(), places);
    }

    /** Asked for once more before anything is stored: a pair that came altered would fail on the night of its card. */
    private static List<StockedPair> made(SecurityModule module, List<Place> places) {
        List<StockedPair> pairs = module.keyPairStock().generate(places);
        if (module.keyPairStock().areIntact(pairs).contains(false)) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.UNAVAILABLE,
                    "the security module does not know its new key pairs again: they are not kept");
        }
        return pairs;
    }

    /**
     * Tries a pool before it is begun: a storage key that came altered would lock it for ever.
     *
     * @throws SecurityModuleException when a pair under its key does not open again
     */
    public static void requireUsable(Pool pool, SecurityModule module) {
        made(module, List.of(pool.place(0)));
    }

    @Override
    public void write(List<List<StockedPair>> slices) {
        List<StockedPair> made = slices.stream().flatMap(List::stream).toList();
        List<StockedPair> sound = watch.sound(made);
        MerkleTree tree = new MerkleTree();
        sound.forEach(pair -> tree.add(KeyPoolAccount.leaf(pair)));
        Numbers numbers = new Numbers(
                made.get(0).place().number(), made.get(made.size() - 1).place().number() + 1);
        means.account().filled(order.pool(), numbers, sound, tree.root());
        means.crashPoints().pass(CrashPoints.Point.PAIRS_FILLED, STEP);
        done += sound.size();
        means.progress().at(STEP, done, order.pairs());
    }
}
