package org.cardwright.formats.issuer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.bytes.ByteString;

/**
 * The bytes of a file on their way to a parser: hashed, counted, and never more of them than a record may have.
 *
 * <p>Parsers collect a record in memory before they give it away; the budget stops them early, however long the record
 * claims to be.
 */
final class FileBytes extends InputStream {

    /** What parsers and decoders may read ahead of the record they are asked for. */
    private static final int READ_AHEAD_BYTES = 65_536;

    private final InputStream in;
    private final MessageDigest digest = sha256();
    private final FileFaults faults;
    private long bytes;
    private long budget = Long.MAX_VALUE;

    /** Bytes that need not be a file. */
    FileBytes(InputStream in, FileFaults faults) {
        this.in = in;
        this.faults = faults;
    }

    /**
     * Opens a regular file; links and pipes are refused.
     *
     * @throws org.cardwright.formats.MalformedFileException when it is anything else
     */
    static FileBytes open(Path file, FileFaults faults) throws IOException {
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!is.isRegularFile()) {
            throw faults.file(FileRule.NOT_A_FILE);
        }
        if (is.size() == 0) {
            throw faults.file(FileRule.EMPTY);
        }
        InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        return new FileBytes(in, faults);
    }

    /** Lets a parser read one more record of so many bytes: header, names and the one behind it may come with it. */
    void allowRecord(int recordBytes) {
        budget = bytes + 4L * recordBytes + READ_AHEAD_BYTES;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        if (read > 0) {
            digest.update(target, offset, read);
            bytes += read;
            if (bytes > budget) {
                throw faults.file(FileRule.RECORD_TOO_LONG);
            }
        }
        return read;
    }

    /** SHA-256 of what was read; asked once, at the end. */
    ByteString sha256OfAll() {
        return ByteString.of(digest.digest());
    }

    long length() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
