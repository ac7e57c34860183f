package org.cardwright.pipeline.drop;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Takes from all folders, each in a thread of its own until it has nothing more: a server that is slow holds up its own issuer alone. Of each
 * folder a bounded number of files is taken, so that a run ends whatever its issuer does.
 */
final class DropTakers {

    /** Files of one issuer that are taken between two looks at the folder. */
    static final int MOST_OF_ROUND = 100;

    private static final long LOOK_MS = 200;

    private final List<DropIntake> intakes;
    private final BooleanSupplier goesOn;
    private final LongConsumer sleep;
    private final int most;
    private long lookedNanos = System.nanoTime();
    private final ExecutorService threads = threads("drop-take");
    private final ExecutorCompletionService<Void> done = new ExecutorCompletionService<>(threads);
    private final Map<DropIntake, Task> taking = new HashMap<>();
    private final Map<DropIntake, Integer> taken = new ConcurrentHashMap<>();

    /**
     * Nothing is begun yet.
     *
     * @param goesOn false once the service is to end
     * @param sleep so many milliseconds, or until then
     * @param most files of each issuer
     */
    DropTakers(List<DropIntake> intakes, BooleanSupplier goesOn, LongConsumer sleep, int most) {
        this.intakes = intakes;
        this.goesOn = goesOn;
        this.sleep = sleep;
        this.most = most;
    }

    /**
     * Somebody who takes.
     *
     * @param beside true for who looks again while another one is slow: because of it nobody looks again
     */
    private record Task(Future<?> end, boolean beside) {}

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
        begin(false);
    }

    /**
     * While one of them is slow, the others look again; they do so no more when it has ended.
     *
     * @param poll how often
     */
    void beginBeside(Duration poll) {
        if (System.nanoTime() - lookedNanos < poll.toNanos()) {
            return;
        }
        lookedNanos = System.nanoTime();
        if (taking.values().stream()
                .anyMatch(task -> !task.beside() && !task.end().isDone())) {
            begin(true);
        }
    }

    private void begin(boolean beside) {
        for (DropIntake intake : intakes) {
            if (!isTaking(intake) && taken.getOrDefault(intake, 0) < most) {
                taking.put(intake, new Task(done.submit(() -> take(intake), null), beside));
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
        Task task = taking.get(intake);
        if (task == null || !task.end().isDone()) {
            return task != null;
        }
        taking.remove(intake);
        try {
            task.end().get();
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

    private DropIntake.Round round(DropIntake intake) {
        int before = taken.getOrDefault(intake, 0);
        DropIntake.Round round = intake.round(Math.min(MOST_OF_ROUND, most - before));
        taken.put(intake, before + round.taken());
        if (before + round.taken() >= most) {
            intake.rests(most);
        }
        return round;
    }

    /** Takes until every complete file is in the journal or keeps changing. */
    private void take(DropIntake intake) {
        long longest = intake.quietTime().toNanos() + TimeUnit.MILLISECONDS.toNanos(4 * LOOK_MS);
        long patience = System.nanoTime();
        boolean first = true;
        for (boolean more = true; more && goesOn.getAsBoolean(); first = false) {
            DropIntake.Round round = round(intake);
            boolean some = round.taken() > 0;
            if (some || first) {
                // to connect to a server takes its time
                patience = System.nanoTime();
            }
            more = taken.getOrDefault(intake, 0) < most
                    && (some || (round.quieting() > 0 && System.nanoTime() - patience <= longest));
            if (more && !some) {
                sleep.accept(LOOK_MS);
            }
        }
    }
}
