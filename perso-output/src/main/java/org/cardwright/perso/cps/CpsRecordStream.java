package org.cardwright.perso.cps;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;

/**
 * Reads a chip file, records back to back, one record at a time and never more than one in memory.
 *
 * <p>EMV CPS, personalization record. Offsets in exceptions count from the start of the record; {@link #recordNumber()}
 * says which.
 */
public final class CpsRecordStream implements Closeable {

    private final InputStream in;
    private byte[] pending;
    private int pendingBytes;
    private int recordNumber;
    private long offsetBytes;

    /** Over a file from its first byte on; the stream is closed with this one. */
    public CpsRecordStream(InputStream in) {
        this.in = in;
        this.pending = new byte[RecordForm.MAX_HEADER_BYTES + CpsRecordCodec.MAX_ICC_DATA_BYTES];
    }

    /**
     * One record as it stands in the file.
     *
     * @param number from 1
     * @param offsetBytes where it begins in the file
     * @param bytes whole record
     */
    public record Place(int number, long offsetBytes, ByteString bytes) {}

    /**
     * The next record, or nothing at the end of the file.
     *
     * @throws MalformedRecordException when what follows does not begin with a whole record
     * @throws IOException when the file cannot be read
     */
    public Optional<Place> next() throws IOException {
        pendingBytes += in.readNBytes(pending, pendingBytes, pending.length - pendingBytes);
        if (pendingBytes == 0) {
            return Optional.empty();
        }
        recordNumber++;
        ByteString window = ByteString.copyOf(pending, 0, pendingBytes);
        int size = RecordFormDetector.firstRecordBytes(window);
        Place place = new Place(recordNumber, offsetBytes, window.slice(0, size));
        pendingBytes -= size;
        System.arraycopy(pending, size, pending, 0, pendingBytes);
        offsetBytes += size;
        return Optional.of(place);
    }

    /** Number of the record read last, or of the one that could not be read; 0 before the first. */
    public int recordNumber() {
        return recordNumber;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
