package org.cardwright.pipeline.step;

import java.nio.file.Path;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.pipeline.ledger.Position;

/**
 * A file of encrypted frames between two steps.
 *
 * <p>Frame: length of the rest (4 bytes, big-endian), then the sealed value. The place a value is bound to is the name of
 * the segment and the number of the frame from 1, so frames cannot change places.
 *
 * @param file where it lies
 * @param name unique in the batch
 * @param cipher under the data key of the batch
 */
public record Segment(Path file, String name, BatchCipher cipher) {

    static final int LENGTH_BYTES = 4;

    /** Longest sealed value: a card with all its channels is far below. */
    static final int MAX_FRAME_BYTES = 1 << 20;

    String place(long frame) {
        return name + "/" + frame;
    }

    /** The mark of this segment in a position. */
    public Mark mark(Position position) {
        return new Mark(position.get(name + ".bytes"), position.get(name + ".frames"));
    }

    /** The position with the mark of this segment. */
    public Position place(Position position, Mark mark) {
        return position.with(name + ".bytes", mark.bytes()).with(name + ".frames", mark.frames());
    }

    /**
     * A place between two frames.
     *
     * @param bytes length of the file up to there
     * @param frames frames up to there
     */
    public record Mark(long bytes, long frames) {

        /** The beginning. */
        public static final Mark START = new Mark(0, 0);
    }
}
