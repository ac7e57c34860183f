package org.cardwright.pipeline.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells an entry that is committed and about to be written into the file from one that a crash left out.
 *
 * <p>Who commits is within the gate, together with others, from before the commit until the line is written; who opens the file is
 * there alone. So what the file lacks then, nobody is about to write. It is a lock of the operating system on a file of its own: a process
 * that dies lets go of it.
 */
final class AuditGate {

    private static final Map<Path, AuditGate> GATES = new ConcurrentHashMap<>();

    private final Path file;

    /** Between the threads of this process, which must not hold two locks of a file. Fair: who opens is not kept out for ever. */
    private final ReentrantReadWriteLock threads = new ReentrantReadWriteLock(true);

    private int within;
    private @Nullable FileChannel shared;

    private AuditGate(Path file) {
        this.file = file;
    }

    /** The gate of the file of an audit. */
    static AuditGate of(Path log) {
        Path file = log.toAbsolutePath().normalize();
        return GATES.computeIfAbsent(file.resolveSibling(file.getFileName() + ".lock"), AuditGate::new);
    }

    /** Waits until nobody is alone within; every entering is followed by one leaving, of the same thread. */
    void enter() throws IOException {
        threads.readLock().lock();
        try {
            first();
        } catch (IOException | RuntimeException failed) {
            threads.readLock().unlock();
            throw failed;
        }
    }

    private synchronized void first() throws IOException {
        if (shared == null) {
            shared = locked(true);
        }
        within++;
    }

    void leave() throws IOException {
        try {
            last();
        } finally {
            threads.readLock().unlock();
        }
    }

    private synchronized void last() throws IOException {
        within--;
        FileChannel held = shared;
        if (within == 0 && held != null) {
            shared = null;
            held.close();
        }
    }

    /** What is done while nobody else is within. */
    @FunctionalInterface
    interface Work<T> {

        T run() throws IOException;
    }

    /** Waits until nobody is within; whoever comes meanwhile waits. */
    <T> T alone(Work<T> work) throws IOException {
        threads.writeLock().lock();
        try {
            FileChannel held = locked(false);
            try {
                return work.run();
            } finally {
                held.close();
            }
        } finally {
            threads.writeLock().unlock();
        }
    }

    /** A lock goes with the channel. */
    private FileChannel locked(boolean together) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            channel.lock(0, Long.MAX_VALUE, together);
            return channel;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }
}
