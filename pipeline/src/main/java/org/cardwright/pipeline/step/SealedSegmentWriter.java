package org.cardwright.pipeline.step;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.NotReconciledException;

/**
 * Appends encrypted frames; everything that can fail has happened when {@link #append} returns.
 *
 * <p>A {@link RandomAccessFile}, because an interrupted thread closes a {@link FileChannel} under its own hands.
 */
public final class SealedSegmentWriter implements AutoCloseable {

    /** Written at a time; an array for a whole chunk is one that the collector keeps apart and cleans up late. */
    private static final int PIECE_BYTES = 1 << 16;

    private final Segment segment;
    private final RandomAccessFile file;
    private Segment.Mark end;

    private SealedSegmentWriter(Segment segment, RandomAccessFile file, Segment.Mark end) {
        this.segment = segment;
        this.file = file;
        this.end = end;
    }

    /**
     * Opens the segment behind its last committed frame and cuts off what an interrupted chunk left.
     *
     * @throws NotReconciledException when the file is shorter than that
     */
    public static SealedSegmentWriter open(Segment segment, Segment.Mark committed) throws IOException {
        create(segment.file());
        return openAgain(segment, committed);
    }

    /**
     * The same with a file that was made before; one that was deleted since is not made again.
     *
     * @throws NotReconciledException when the file is shorter than that
     */
    public static SealedSegmentWriter openAgain(Segment segment, Segment.Mark committed) throws IOException {
        if (!Files.exists(segment.file())) {
            throw new NoSuchFileException(segment.name());
        }
        RandomAccessFile file = new RandomAccessFile(segment.file().toFile(), "rw");
        try {
            if (file.length() < committed.bytes()) {
                throw new NotReconciledException("segment " + segment.name() + " has " + file.length()
                        + " bytes, its checkpoint says " + committed.bytes());
            }
            file.setLength(committed.bytes());
            file.seek(committed.bytes());
            file.getFD().sync();
            return new SealedSegmentWriter(segment, file, committed);
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    /** Makes the file, the owner's only, unless it is there. */
    public static void create(Path path) throws IOException {
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException resumed) {
            return;
        }
        try (FileChannel directory = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Appends one frame per value and forces them to the disk. */
    public void append(List<ByteString> values) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(frames);
        long frame = end.frames();
        long bytes = end.bytes();
        file.seek(bytes);
        for (ByteString value : values) {
            frame++;
            ByteString sealed = segment.cipher().seal(segment.place(frame), value);
            if (sealed.size() > Segment.MAX_FRAME_BYTES) {
                throw new IllegalStateException("a frame of " + sealed.size() + " bytes");
            }
            out.writeInt(sealed.size());
            out.write(sealed.toByteArray());
            if (frames.size() >= PIECE_BYTES) {
                bytes += write(frames);
            }
        }
        bytes += write(frames);
        file.getFD().sync();
        end = new Segment.Mark(bytes, frame);
    }

    /** What of it the chunk does not come to commit is cut off when the segment is opened again. */
    private int write(ByteArrayOutputStream frames) throws IOException {
        int bytes = frames.size();
        file.write(frames.toByteArray());
        frames.reset();
        return bytes;
    }

    /** Behind the last frame. */
    public Segment.Mark end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
