package org.cardwright.pipeline.drop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Takes from all folders, each in a thread of its own until it has nothing more: a server that is slow holds up its own issuer alone. */
final class DropTakers {

    private static final long LOOK_MS = 200;

    private final List<DropIntake> intakes;
    private final BooleanSupplier goesOn;
    private final LongConsumer sleep;
    private final ExecutorService threads = threads("drop-take");
    private final ExecutorCompletionService<Void> done = new ExecutorCompletionService<>(threads);
    private final Map<DropIntake, Future<?>> taking = new HashMap<>();

    /**
     * Nothing is begun yet.
     *
     * @param goesOn false once the service is to end
     * @param sleep so many milliseconds, or until then
     */
    DropTakers(List<DropIntake> intakes, BooleanSupplier goesOn, LongConsumer sleep) {
        this.intakes = intakes;
        this.goesOn = goesOn;
        this.sleep = sleep;
    }

    /** Threads that hold up no end of the program. */
    static ExecutorService threads(String name) {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Where they work. */
    ExecutorService threads() {
        return threads;
    }

    /** Takes from all folders from which nobody takes. */
    void begin() {
        for (DropIntake intake : intakes) {
            if (!isTaking(intake)) {
                taking.put(intake, done.submit(() -> take(intake), null));
            }
        }
    }

    /** True while somebody takes what an issuer drops; throws what made it end. */
    boolean isTaking(String issuer) {
        return intakes.stream().filter(intake -> intake.issuer().equals(issuer)).anyMatch(this::isTaking);
    }

    /** True while somebody takes from any folder. */
    boolean areTaking() {
        return intakes.stream().anyMatch(this::isTaking);
    }

    private boolean isTaking(DropIntake intake) {
        Future<?> task = taking.get(intake);
        if (task == null || !task.isDone()) {
            return task != null;
        }
        taking.remove(intake);
        try {
            task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error defect) {
                throw defect;
            }
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Waits until one of them has nothing more to take, at most so long. */
    void awaitEnd(long millis) {
        try {
            Future<Void> first = done.poll(millis, TimeUnit.MILLISECONDS);
            while (first != null) {
                first = done.poll();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes until every complete file is in the journal or keeps changing. */
    private void take(DropIntake intake) {
        long longest = intake.quietTime().toNanos() + TimeUnit.MILLISECONDS.toNanos(4 * LOOK_MS);
        long patience = System.nanoTime();
        boolean first = true;
        for (boolean more = true; more && goesOn.getAsBoolean(); first = false) {
            DropIntake.Round round = intake.round();
            boolean taken = round.taken() > 0;
            if (taken || first) {
                // to connect to a server takes its time
                patience = System.nanoTime();
            }
            more = taken || (round.quieting() > 0 && System.nanoTime() - patience <= longest);
            if (more && !taken) {
                sleep.accept(LOOK_MS);
            }
        }
    }
}
