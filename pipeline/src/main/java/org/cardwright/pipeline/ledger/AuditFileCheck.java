package org.cardwright.pipeline.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/** Compares the file of the audit with the entries of the database, byte by byte. */
final class AuditFileCheck implements AutoCloseable {

    private final InputStream file;
    private final AuditLog.Extent extent;
    private AuditLine last = AuditLine.START;
    private long bytes;
    private boolean same = true;

    /**
     * Of a file that goes as far as this.
     *
     * @param file its bytes; closed here
     */
    AuditFileCheck(InputStream file, AuditLog.Extent extent) {
        this.file = file;
        this.extent = extent;
    }

    /** Where there is no file, all is as it should be. */
    static AuditFileCheck ofNone() {
        return new AuditFileCheck(InputStream.nullInputStream(), AuditLog.Extent.EMPTY);
    }

    /** Of a file that cannot even be followed. */
    static AuditFileCheck ofAnother() {
        AuditFileCheck check = ofNone();
        check.same = false;
        return check;
    }

    /** The next entries; those that came after the file was brought up to the database are not looked at. */
    void add(List<AuditChain.Link> links) throws IOException {
        for (AuditChain.Link link : links) {
            if (link.entry().number() > extent.last().number()) {
                return;
            }
            last = AuditLine.of(link, last);
            byte[] line = last.bytes();
            same &= Arrays.equals(line, file.readNBytes(line.length));
            bytes += line.length;
        }
    }

    /** True when the file said line by line what the database says, and nothing else. */
    boolean isSame() {
        return same && bytes == extent.bytes();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
