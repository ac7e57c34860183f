package org.cardwright.crypto.hostcommand;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The hosts together: those that work are used in turn; one that fails is put aside for a time, and its work goes to the next.
 *
 * <p>What is repeated and what is not: {@link HostOperation#isRepeatable()}. A host that is put aside is asked all the same when no
 * other is left.
 */
final class HostCluster implements AutoCloseable {

    private static final long MOST_TICK_MS = 500;

    private final HostCommandSettings settings;
    private final HostAnswers answers;
    private final HostVetting vetting;
    private final List<HostPool> pools;
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledExecutorService watch;
    private final Future<?> watching;
    private volatile boolean closed;

    /** Work over a connection; all of it is done again when the connection was lost and it may be. */
    @FunctionalInterface
    interface Work {
        void run(HostConversation conversation) throws LostConnectionException;
    }

    HostCluster(HostCommandSettings settings, Clock clock) {
        this.settings = settings;
        this.answers = new HostAnswers(settings.table());
        this.vetting = new HostVetting(settings.table());
        this.pools = settings.hosts().stream()
                .map(host -> new HostPool(host, settings, clock))
                .toList();
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "host-command-timeouts");
            thread.setDaemon(true);
            return thread;
        });
        long tickMs =
                Math.max(1, Math.min(MOST_TICK_MS, settings.limits().answer().toMillis() / 8));
        this.watching = watch.scheduleAtFixedRate(
                () -> pools.forEach(HostPool::requireAnswers), tickMs, tickMs, TimeUnit.MILLISECONDS);
    }

    HostCommandTable table() {
        return settings.table();
    }

    List<HostPool> pools() {
        return pools;
    }

    /**
     * Runs the work with a host.
     *
     * @throws SecurityModuleException UNAVAILABLE when no host does it, or when it may have been done and must not be repeated
     */
    void run(HostOperation operation, Work work) {
        if (closed) {
            throw new SecurityModuleException(Kind.UNAVAILABLE, "the connection to the HSM is closed");
        }
        LostConnectionException last = new LostConnectionException("there is none");
        Map<String, String> failures = new TreeMap<>();
        for (HostPool pool : order()) {
            try {
                attempt(pool, operation, work);
                return;
            } catch (LostConnectionException lost) {
                last = lost;
                failures.put(pool.name(), String.valueOf(lost.getMessage()));
            }
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        throw new SecurityModuleException(
                Kind.UNAVAILABLE, "no HSM answers " + operation + ": " + inWords(failures), last);
    }

    private static String inWords(Map<String, String> failures) {
        return failures.entrySet().stream()
                .map(failure -> failure.getKey() + " " + failure.getValue())
                .collect(Collectors.joining("; "));
    }

    /**
     * Asks every host that answers for its keys; what they hold is what a host must hold that comes back later.
     *
     * @throws SecurityModuleException KEY_REFUSED when two do not hold the same
     */
    List<KeyDescription> requireSameKeys() {
        if (!vetting.isPossible()) {
            return List.of();
        }
        Map<String, String> failures = compareAll();
        if (failures.size() == pools.size()) {
            // as with any work that may be repeated: all of them once more, then nobody is left
            failures = compareAll();
        }
        if (failures.size() == pools.size()) {
            throw new SecurityModuleException(
                    Kind.UNAVAILABLE, "no HSM says which keys it holds: " + inWords(failures));
        }
        return vetting.known();
    }

    /** Why hosts did not say which keys they hold; such a one is asked when it comes back, before it is used. */
    private Map<String, String> compareAll() {
        Map<String, String> failures = new TreeMap<>();
        for (HostPool pool : pools) {
            List<KeyDescription> keys = new ArrayList<>();
            try {
                attempt(
                        pool,
                        HostOperation.LIST_KEYS,
                        conversation -> told(() -> keys.addAll(vetting.listed(conversation))));
            } catch (LostConnectionException notNow) {
                failures.put(pool.name(), String.valueOf(notNow.getMessage()));
                continue;
            }
            vetting.compare(pool.name(), keys);
        }
        return failures;
    }

    /** Asks a host for its keys. */
    @FunctionalInterface
    private interface Asking {
        void ask() throws LostConnectionException;
    }

    /** A host that answers, but not with its keys, is as good as one that does not answer. */
    private static void told(Asking asking) throws LostConnectionException {
        try {
            asking.ask();
        } catch (SecurityModuleException sick) {
            throw new LostConnectionException("does not say which keys it holds: " + sick.getMessage(), sick);
        }
    }

    /** Working hosts in turn, then those put aside, then the first one again. */
    private List<HostPool> order() {
        int first = Math.floorMod(turn.getAndIncrement(), pools.size());
        List<HostPool> working = new ArrayList<>();
        List<HostPool> aside = new ArrayList<>();
        for (int i = 0; i < pools.size(); i++) {
            HostPool pool = pools.get((first + i) % pools.size());
            (pool.isAside() ? aside : working).add(pool);
        }
        working.addAll(aside);
        working.add(working.get(0));
        return working;
    }

    /** One attempt with one host. */
    void attempt(HostPool pool, HostOperation operation, Work work) throws LostConnectionException {
        HostConversation conversation = null;
        HostConnection connection = null;
        try {
            connection = pool.take();
            conversation =
                    new HostConversation(connection, answers, settings.limits().window());
            if (!operation.isRepeatable()) {
                requireAlive(conversation);
            }
            if (!pool.isVetted()) {
                HostConversation asked = conversation;
                told(() -> vetting.vet(asked));
                pool.setVetted();
            }
            work.run(conversation);
            conversation.finish();
            pool.welcome();
        } catch (LostConnectionException lost) {
            pool.putAside(String.valueOf(lost.getMessage()));
            if (connection != null) {
                connection.close();
            }
            if (conversation != null && conversation.hasSent() && !operation.isRepeatable()) {
                throw new SecurityModuleException(
                        Kind.UNAVAILABLE,
                        "the answer to " + operation + " was lost, and it is not sent again: " + lost.getMessage(),
                        lost);
            }
            throw lost;
        } finally {
            giveBack(pool, connection, conversation);
        }
    }

    private static void giveBack(
            HostPool pool, @Nullable HostConnection connection, @Nullable HostConversation conversation) {
        if (connection != null) {
            if (conversation == null || conversation.isUnfinished()) {
                connection.close();
            }
            pool.giveBack(connection);
        }
    }

    /** A connection that lay idle may be dead, and a request that must not be repeated is not what should find that out. */
    private void requireAlive(HostConversation conversation) throws LostConnectionException {
        if (table().operations().contains(HostOperation.ECHO)) {
            HostEcho.run(table().command(HostOperation.ECHO), conversation);
        }
    }

    @Override
    public void close() {
        closed = true;
        watching.cancel(true);
        watch.shutdownNow();
        pools.forEach(HostPool::close);
    }
}
