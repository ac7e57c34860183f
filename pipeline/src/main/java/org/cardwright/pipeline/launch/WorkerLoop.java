package org.cardwright.pipeline.launch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.partition.BrokerSettings;
import org.cardwright.pipeline.partition.PartitionInbox;
import org.cardwright.pipeline.partition.PartitionMaking;
import org.cardwright.pipeline.partition.PartitionSettings;
import org.cardwright.pipeline.step.StopSwitch;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Serves partitions until it is asked to stop. */
final class WorkerLoop {

    private static final long LOOK_EVERY_MS = 100;

    private final Foundation foundation;
    private final StopSwitch stop;
    private volatile @Nullable PartitionWorker worker;

    WorkerLoop(Foundation foundation, StopSwitch stop) {
        this.foundation = foundation;
        this.stop = stop;
    }

    /**
     * Ends when the slices are committed that were being made when it was asked to stop, or when it is not fit for work.
     *
     * @param ready called once messages can come
     * @throws WrongUsageException when the settings name no broker
     * @throws org.cardwright.pipeline.partition.BrokerException when the broker does not answer or refuses us
     */
    void serve(Runnable ready) {
        PartitionSettings settings = foundation.settings().partitions();
        BrokerSettings broker = settings.broker()
                .orElseThrow(() -> new WrongUsageException("partitioning is local here: there is nothing for workers"));
        ThreadPoolTaskExecutor executor = BatchRunner.executor(foundation.settings());
        try {
            PartitionWorker hears = new PartitionWorker(
                    foundation,
                    new PartitionMaking.Terms(
                            name(),
                            stop,
                            settings.lease(),
                            foundation.settings().slicesPerChunk(),
                            executor));
            worker = hears;
            try (PartitionInbox inbox = PartitionInbox.open(broker, settings.lease(), hears::take)) {
                ready.run();
                while (inbox.isOpen() && !stop.requested()) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MS));
                }
            }
        } finally {
            executor.shutdown();
        }
    }

    /** Why the worker ended without being asked to. */
    Optional<BatchOutcome> sickness() {
        return Optional.ofNullable(worker).flatMap(PartitionWorker::sickness);
    }

    /** Host and process. */
    private static String name() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            host = "localhost";
        }
        return host + ":" + ProcessHandle.current().pid();
    }
}
