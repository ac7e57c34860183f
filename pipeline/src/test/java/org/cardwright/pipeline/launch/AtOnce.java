package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two runs that begin together and both end well. */
final class AtOnce {

    private AtOnce() {}

    /** Two batches of 50 orders, 35 of them accepted, after a small one that begins the serial numbers. */
    static void takeNoPairTwice(PoolHome bureau) throws Exception {
        bureau.fill();
        bureau.prepare(bureau.home.export("first.txt", 1, 2));
        Path one = bureau.home.export("one.txt", 2, 50);
        Path other = bureau.home.export("other.txt", 3, 50);
        try (Pipeline here = bureau.open();
                Pipeline there = bureau.open()) {
            run(
                    () -> here.prepare(bureau.home.request(one)),
                    () -> there.prepare(new BatchRequest(other, "another bank", bureau.home.out())));
        }
        assertThat(bureau.standing().used()).isEqualTo(2 + 35 + 35);
        assertThat(
                        Query.column(
                                bureau.home,
                                "select count(*) from (select distinct batch, record_number from key_pair where state = 'USED') used"))
                .containsExactly("72");
    }

    private static void run(Callable<BatchOutcome> one, Callable<BatchOutcome> other) throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<BatchOutcome> run :
                    threads.invokeAll(List.of(behind(together, one), behind(together, other)))) {
                BatchOutcome outcome = run.get();
                assertThat(outcome.kind()).as(outcome.message()).isEqualTo(BatchOutcome.Kind.DONE);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<BatchOutcome> behind(CyclicBarrier together, Callable<BatchOutcome> run) {
        return () -> {
            together.await();
            return run.call();
        };
    }
}
