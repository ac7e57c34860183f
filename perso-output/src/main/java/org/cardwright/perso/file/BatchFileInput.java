package org.cardwright.perso.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.cardwright.formats.bytes.ByteString;

/** Reads one file of a batch from front to back, in stretches of known length or up to the end of a framed record. */
final class BatchFileInput implements Closeable {

    /** Longest framed record: an embossing record has a few kilobytes. */
    private static final int MAX_FRAMED_BYTES = 1 << 20;

    /** A handful of cards in memory, also when every group of a batch has its files open and a card has but its tracks there. */
    private static final int BUFFER_BYTES = 1 << 9;

    private final Path file;
    private final LineInput in;
    private long offset;

    BatchFileInput(Path file) throws IOException {
        this.file = file;
        in = new LineInput(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), BUFFER_BYTES);
    }

    /** Exactly {@code count} bytes. */
    ByteString take(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new PersoFileException(file, count + " bytes at offset " + offset, new EOFException());
        }
        offset += count;
        return ByteString.of(bytes);
    }

    /** Passes over exactly {@code count} bytes. */
    void skip(long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException cut) {
            throw new PersoFileException(file, count + " bytes at offset " + offset, cut);
        }
        offset += count;
    }

    /** The next record of a framed channel; what does not begin like one, the head of the file, is passed over. */
    ByteString nextRecord(Channel channel) throws IOException {
        ByteString piece = untilLineFeed();
        // bounded by the file: every round reads a line
        while (!Framing.fits(channel, piece)) {
            piece = untilLineFeed();
        }
        return piece;
    }

    /** True when a further record of a framed channel follows somewhere. */
    boolean hasRecord(Channel channel) throws IOException {
        // bounded by the file: every round reads a line
        while (!atEnd()) {
            in.mark(MAX_FRAMED_BYTES);
            if (Framing.fits(channel, in.line(MAX_FRAMED_BYTES))) {
                in.reset();
                return true;
            }
        }
        return false;
    }

    /** True when nothing follows. */
    boolean atEnd() throws IOException {
        in.mark(1);
        boolean end = in.read() < 0;
        in.reset();
        return end;
    }

    long offset() {
        return offset;
    }

    private ByteString untilLineFeed() throws IOException {
        ByteString line = in.line(MAX_FRAMED_BYTES);
        offset += line.size();
        if (line.isEmpty() || line.unsignedAt(line.size() - 1) != '\n') {
            throw new PersoFileException(file, "another record at offset " + offset);
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
