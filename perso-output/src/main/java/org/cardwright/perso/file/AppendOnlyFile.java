package org.cardwright.perso.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/** A file that only grows, and whose committed length is known to someone else. */
final class AppendOnlyFile implements Closeable {

    /** Written at a time; an array for a whole chunk is one that the collector keeps apart and cleans up late. */
    private static final int PIECE_BYTES = 1 << 16;

    private final FileChannel channel;
    private final List<ByteString> pending = new ArrayList<>();
    private long position;

    private AppendOnlyFile(FileChannel channel, long position) {
        this.channel = channel;
        this.position = position;
    }

    /**
     * Opens the file and cuts off what was written behind the committed position.
     *
     * @throws PersoFileException when the file is shorter: committed records are gone
     */
    static AppendOnlyFile open(Path file, long committed) throws IOException {
        FileChannel channel = OwnerOnlyFiles.openForWriting(file);
        try {
            if (channel.size() < committed) {
                throw new PersoFileException(file, "at least the " + committed + " bytes that were committed");
            }
            channel.truncate(committed);
            channel.force(true);
            return new AppendOnlyFile(channel, committed);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** Remembers bytes for the next {@link #write()}. */
    void add(ByteString bytes) {
        pending.add(bytes);
    }

    /** Writes everything remembered; {@link #position()} moves, whether or not it is forced yet. */
    void write() throws IOException {
        int first = 0;
        int bytes = 0;
        for (int i = 0; i < pending.size(); i++) {
            bytes += pending.get(i).size();
            if (bytes >= PIECE_BYTES || i == pending.size() - 1) {
                write(ByteString.concat(pending.subList(first, i + 1)));
                first = i + 1;
                bytes = 0;
            }
        }
        pending.clear();
    }

    private void write(ByteString piece) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(piece.toByteArray());
        // bounded by the buffer: the channel takes at least one byte or throws
        while (buffer.hasRemaining()) {
            position += channel.write(buffer, position);
        }
    }

    void force() throws IOException {
        channel.force(false);
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
