package org.cardwright.pipeline.partition;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.BatchPartition.Hold;
import org.cardwright.pipeline.ledger.BatchPartition.Piece;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.step.SealedSegmentReader;
import org.cardwright.pipeline.step.SealedSegmentWriter;
import org.cardwright.pipeline.step.Segment;

/**
 * The files in which workers leave the cards of a partition.
 *
 * <p>Name of the file and places of its frames hold the token of the taking, so nobody ever writes a byte into the file of another one.
 */
public final class PieceFile {

    private static final String SUFFIX = ".seg";
    private static final int BUFFER_BYTES = 1 << 16;

    private PieceFile() {}

    /** The file of one taking. */
    static Segment of(Path directory, Hold hold, BatchCipher cipher) {
        return new Segment(directory.resolve(name(hold) + SUFFIX), name(hold), cipher);
    }

    /** Makes the empty file of a taking. */
    public static void create(Path directory, Hold hold) {
        try {
            SealedSegmentWriter.create(directory.resolve(name(hold) + SUFFIX));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String name(Hold hold) {
        return "made-" + PartitionPlan.key(hold.number()) + "-" + hold.token();
    }

    /** SHA-256 of a file that grows, over what is on the disk. */
    static final class Digest {

        private final Path file;
        private final MessageDigest digest = sha256();
        private long bytes;

        Digest(Path file) {
            this.file = file;
        }

        /** Takes what was appended and gives the hash of the file up to there, upper-case hexadecimal. */
        String upTo(long end) throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
                in.seek(bytes);
                while (bytes < end) {
                    int read = in.read(buffer, 0, (int) Math.min(buffer.length, end - bytes));
                    if (read < 0) {
                        throw new NotReconciledException("a piece is shorter than what was written of it");
                    }
                    digest.update(buffer, 0, read);
                    bytes += read;
                }
            }
            try {
                return ByteString.of(((MessageDigest) digest.clone()).digest()).toHex();
            } catch (CloneNotSupportedException never) {
                throw new IllegalStateException("SHA-256 of every Java can be cloned", never);
            }
        }
    }

    /**
     * Opens what one taking has committed; what its worker left behind that is nobody's.
     *
     * @throws NotReconciledException when it is not what the worker noted
     */
    static SealedSegmentReader open(Path directory, Piece piece, BatchCipher cipher) throws IOException {
        Segment segment = of(directory, piece.hold(), cipher);
        if (segment.file().toFile().length() < piece.bytes()
                || !new Digest(segment.file()).upTo(piece.bytes()).equals(piece.sha256())) {
            throw new NotReconciledException("partition " + piece.hold().number() + ": the file of worker "
                    + piece.hold().worker() + " is not the one that it wrote");
        }
        return SealedSegmentReader.openCommitted(
                segment, Segment.Mark.START, new Segment.Mark(piece.bytes(), piece.frames()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
