package org.cardwright.machine.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One process and one thread feed a machine: who does holds the lock, and the system gives it back when the process ends, however. */
final class StationLock implements Closeable {

    private static final FileAttribute<?> OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<OpenOption> MADE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> SET_UP =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /** A second channel on the same file would take the lock of the first one away when it is closed. POSIX. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private StationLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes a file of our own, which is made when it is missing.
     *
     * @throws StationException when somebody else holds it
     */
    static StationLock take(Path file, String machine) throws IOException {
        return take(file, MADE, machine);
    }

    /** Takes a file that somebody has set up. */
    static StationLock takeSetUp(Path file, String machine) throws IOException {
        return take(file, SET_UP, machine);
    }

    private static StationLock take(Path file, Set<OpenOption> how, String machine) throws IOException {
        Path name = file.toAbsolutePath().normalize();
        if (!HELD.add(name)) {
            throw busy(machine);
        }
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = how == MADE ? FileChannel.open(name, how, OWNER) : FileChannel.open(name, how);
            lock = channel.tryLock();
        } finally {
            if (lock == null) {
                release(name, channel);
            }
        }
        if (lock == null) {
            throw busy(machine);
        }
        return new StationLock(name, Objects.requireNonNull(channel));
    }

    private static void release(Path name, @Nullable FileChannel channel) throws IOException {
        HELD.remove(name);
        if (channel != null) {
            channel.close();
        }
    }

    private static StationException busy(String machine) {
        return new StationException("somebody else feeds machine " + machine);
    }

    /** The file that is locked, whatever its name points to meanwhile. */
    FileChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        release(file, channel);
    }
}
