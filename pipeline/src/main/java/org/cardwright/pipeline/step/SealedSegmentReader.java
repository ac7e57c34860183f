package org.cardwright.pipeline.step;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.NotReconciledException;

/** Reads the encrypted frames of a finished segment, all of them and nothing else. */
public final class SealedSegmentReader implements AutoCloseable {

    private final Segment segment;
    private final DataInputStream in;
    private final Segment.Mark last;
    private Segment.Mark at;

    private SealedSegmentReader(Segment segment, DataInputStream in, Segment.Mark from, Segment.Mark last) {
        this.segment = segment;
        this.in = in;
        this.at = from;
        this.last = last;
    }

    /**
     * Opens the segment at a mark.
     *
     * @param last behind the last frame, as the step that wrote the segment left it
     * @throws NotReconciledException when the file has another length
     */
    public static SealedSegmentReader open(Segment segment, Segment.Mark from, Segment.Mark last) throws IOException {
        long length = segment.file().toFile().length();
        if (length != last.bytes()) {
            throw otherLength(segment, last);
        }
        return openCommitted(segment, from, last);
    }

    private static NotReconciledException otherLength(Segment segment, Segment.Mark last) {
        return new NotReconciledException("segment " + segment.name() + " has "
                + segment.file().toFile().length() + " bytes, the ledger says " + last.bytes());
    }

    /**
     * The same for a segment whose writer may have died behind its last commit: what follows the mark is nobody's.
     *
     * @param last behind the last committed frame
     * @throws NotReconciledException when the file is shorter
     */
    public static SealedSegmentReader openCommitted(Segment segment, Segment.Mark from, Segment.Mark last)
            throws IOException {
        if (segment.file().toFile().length() < last.bytes() || from.bytes() > last.bytes()) {
            throw otherLength(segment, last);
        }
        FileInputStream file = new FileInputStream(segment.file().toFile());
        try {
            file.skipNBytes(from.bytes());
            return new SealedSegmentReader(
                    segment, new DataInputStream(new BufferedInputStream(file, 1 << 16)), from, last);
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
    }

    /**
     * The next value, or empty behind the last one.
     *
     * @throws NotReconciledException when the file does not have the frames the ledger says
     */
    public Optional<ByteString> next() throws IOException {
        if (at.frames() == last.frames()) {
            if (at.bytes() != last.bytes()) {
                throw new NotReconciledException("segment " + segment.name() + " has more than its frames");
            }
            return Optional.empty();
        }
        byte[] sealed = frame();
        at = new Segment.Mark(at.bytes() + Segment.LENGTH_BYTES + sealed.length, at.frames() + 1);
        return Optional.of(segment.cipher().open(segment.place(at.frames()), ByteString.of(sealed)));
    }

    /**
     * Passes a frame without opening it.
     *
     * @throws NotReconciledException when there is none
     */
    public void skip() throws IOException {
        if (at.frames() == last.frames()) {
            throw new NotReconciledException("segment " + segment.name() + " has fewer frames than the ledger says");
        }
        int length = length();
        try {
            in.skipNBytes(length);
        } catch (EOFException missing) {
            throw new NotReconciledException("segment " + segment.name() + " ends inside a frame");
        }
        at = new Segment.Mark(at.bytes() + Segment.LENGTH_BYTES + length, at.frames() + 1);
    }

    private int length() throws IOException {
        int length = in.readInt();
        if (length < 1 || length > Segment.MAX_FRAME_BYTES) {
            throw new NotReconciledException("segment " + segment.name() + ": frame length out of bounds");
        }
        return length;
    }

    private byte[] frame() throws IOException {
        try {
            int length = length();
            byte[] sealed = new byte[length];
            in.readFully(sealed);
            return sealed;
        } catch (EOFException missing) {
            throw new NotReconciledException("segment " + segment.name() + " ends inside a frame");
        }
    }

    /** Counts the frames that really are in a segment and can be opened. */
    public static int count(Segment segment, Segment.Mark last) throws IOException {
        int frames = 0;
        try (SealedSegmentReader reader = open(segment, Segment.Mark.START, last)) {
            while (reader.next().isPresent()) {
                frames = Math.addExact(frames, 1);
            }
        }
        return frames;
    }

    /** Behind the value last read. */
    public Segment.Mark at() {
        return at;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
