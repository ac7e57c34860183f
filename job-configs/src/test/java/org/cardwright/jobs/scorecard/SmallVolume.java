package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A volume of a few megabytes in memory that can be filled to its last block and emptied again. */
final class SmallVolume implements AutoCloseable {

    private static final int BLOCK = 4_096;
    private static final int MOST_BLOCKS = 1 << 16;

    private final Path directory;
    private final Path ballast;

    private SmallVolume(Path directory) {
        this.directory = directory;
        this.ballast = directory.resolve(".ballast");
    }

    /** Mounts one in place of a directory that is empty; skips where this user may not mount. */
    static SmallVolume at(Path directory, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        List<String> command = List.of(
                "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0700", "tmpfs", directory.toString());
        if (!succeeds(command)) {
            Assumptions.abort("this user may not mount a volume");
        }
        return new SmallVolume(directory);
    }

    private static boolean succeeds(List<String> command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Leaves no free block. */
    void fill() throws IOException {
        try (FileChannel channel = FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int block = 0; block < MOST_BLOCKS; block++) {
                channel.write(ByteBuffer.allocate(BLOCK));
            }
        } catch (IOException full) {
            return;
        }
        throw new IOException("a volume that is never full");
    }

    /** Gives the space back. */
    void empty() throws IOException {
        Files.deleteIfExists(ballast);
    }

    /** Free bytes. */
    long free() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    @Override
    public void close() {
        try {
            if (!succeeds(List.of("umount", directory.toString()))) {
                succeeds(List.of("umount", "-l", directory.toString()));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
