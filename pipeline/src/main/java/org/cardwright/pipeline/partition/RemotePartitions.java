package org.cardwright.pipeline.partition;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.cardwright.pipeline.ledger.BatchPartition;
import org.cardwright.pipeline.ledger.BatchPartition.Failure;
import org.cardwright.pipeline.ledger.BatchPartition.State;
import org.cardwright.pipeline.ledger.Partitions;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.pipeline.step.StepFailure;
import org.cardwright.pipeline.step.StopSwitch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.integration.partition.StepExecutionRequest;

/**
 * Tells workers of the partitions of a batch and waits until all of them are done.
 *
 * <p>What counts is the table of partitions, not a reply: a worker may die behind its last commit, and a message may be lost. A partition
 * that a worker still has from an earlier run is waited for. Where nobody takes anything for a while, everything that waits is told again;
 * a message more than needed does no harm.
 */
public final class RemotePartitions implements PartitionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RemotePartitions.class);
    private static final long LOOK_EVERY_MS = 200;
    private static final int LONGEST_PAUSE_LEASES = 20;

    private final String batch;
    private final PartitionRequests requests;
    private final PartitionSettings settings;
    private final Watch watch;

    /** For one run of a batch. */
    public RemotePartitions(String batch, PartitionRequests requests, PartitionSettings settings, Watch watch) {
        this.batch = batch;
        this.requests = requests;
        this.settings = settings;
        this.watch = watch;
    }

    /**
     * What is looked at while workers work.
     *
     * @param partitions how far they have come
     * @param executions what the job repository knows of them
     * @param progress hears of it
     * @param stop what asks the run to stop
     */
    public record Watch(Partitions partitions, PartitionExecutions executions, Progress progress, StopSwitch stop) {}

    @Override
    public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager) throws Exception {
        Map<Integer, StepExecution> executions = new TreeMap<>();
        for (StepExecution execution : splitter.split(manager, 1)) {
            executions.put(PartitionPlan.number(execution.getStepName()).orElseThrow(), execution);
        }
        Telling telling = new Telling(executions);
        while (true) {
            if (watch.stop().requested()) {
                manager.setTerminateOnly();
                throw new JobInterruptedException("stop requested");
            }
            List<BatchPartition> now = watch.partitions().list(batch);
            now.forEach(RemotePartitions::requireUnfailed);
            watch.progress()
                    .at(
                            PartitionPlan.STEP,
                            watch.partitions().done(batch),
                            now.stream().mapToLong(one -> one.range().orders()).sum());
            if (now.stream().allMatch(one -> one.state() == State.DONE)) {
                return watch.executions().completed(executions.values());
            }
            telling.look(now);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MS));
        }
    }

    private static void requireUnfailed(BatchPartition partition) {
        if (partition.state() == State.FAILED) {
            Failure failure = partition.failure().orElseThrow();
            throw StepFailure.told(
                    StepFailure.Kind.valueOf(failure.kind()),
                    "partition " + partition.number() + ", worker " + partition.worker() + ": " + failure.message());
        }
    }

    /** Which partitions workers have been told of, and when somebody last did anything about them. */
    private final class Telling {

        private final Map<Integer, StepExecution> executions;
        private final Set<Integer> told = new HashSet<>();
        private Object last = "";
        private long changedAt = System.nanoTime();
        private int pause = 2;

        Telling(Map<Integer, StepExecution> executions) {
            this.executions = executions;
        }

        void look(List<BatchPartition> now) {
            Set<Integer> held = Set.copyOf(watch.partitions().held(batch, settings.lease()));
            Object seen = List.of(held, now, watch.partitions().done(batch));
            if (!held.isEmpty() || !seen.equals(last)) {
                last = seen;
                changedAt = System.nanoTime();
                pause = 2;
            } else if (System.nanoTime() - changedAt
                    > settings.lease().multipliedBy(pause).toNanos()) {
                tellAgain(now);
            }
            for (BatchPartition partition : now) {
                boolean waits = partition.state() != State.DONE && !held.contains(partition.number());
                if (waits && !told.contains(partition.number()) && !tell(partition.number())) {
                    LOG.info("the broker does not take partition {}; later again", partition.number());
                    return;
                }
            }
        }

        private void tellAgain(List<BatchPartition> now) {
            long waiting = now.stream().filter(one -> one.state() != State.DONE).count();
            watch.progress().warn("no worker takes any of " + waiting + " partitions; they are told again");
            told.clear();
            changedAt = System.nanoTime();
            pause = Math.min(2 * pause, LONGEST_PAUSE_LEASES);
        }

        /** False when the broker does not take it: then it does not take the others, and each would be waited for. */
        private boolean tell(int number) {
            StepExecution execution = executions.get(number);
            if (execution == null) {
                throw new IllegalStateException("a partition without an execution");
            }
            return requests.send(new StepExecutionRequest(execution.getStepName(), execution.getId()))
                    && told.add(number);
        }
    }
}
