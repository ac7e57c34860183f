package org.cardwright.machine.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One process and one thread feed a machine: who does holds the lock, and the system gives it back when the process ends, however. */
final class StationLock {

    private StationLock() {}

    /**
     * Takes a machine alone until the result is closed.
     *
     * @throws StationException when somebody else feeds it
     */
    static Closeable take(Path file, String machine) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new StationException("somebody else feeds machine " + machine);
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }
}
