package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was copied of a file.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param bytes length of the copy, one more than allowed when the file was longer
 */
record CopiedDrop(String sha256, long bytes) {

    /** Longest checksum file. */
    static final int MOST_CHECKSUM_BYTES = 256;

    private static final int BUFFER_BYTES = 1 << 16;

    /** One line as {@code sha256sum} writes it, in text or binary mode. */
    private static final Pattern CHECKSUM = Pattern.compile("([0-9a-fA-F]{64}) [ *]([A-Za-z0-9._-]{1,100})\\r?\\n?");

    /** Copies at most so many bytes and one more, and forces them to the disk. */
    static CopiedDrop copy(ReadableByteChannel in, FileChannel out, long most) throws IOException {
        ContentDigest digest = new ContentDigest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long bytes = 0;
        while (bytes <= most) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, most + 1 - bytes));
            if (in.read(buffer) < 0) {
                break;
            }
            buffer.flip();
            bytes += buffer.remaining();
            digest.update(buffer.duplicate());
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        }
        out.force(true);
        return new CopiedDrop(digest.sha256(), bytes);
    }

    /** SHA-256, FIPS 180-4, of everything in a channel. */
    static String sha256(ReadableByteChannel in) throws IOException {
        ContentDigest digest = new ContentDigest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (in.read(buffer.clear()) >= 0) {
            digest.update(buffer.flip());
        }
        return digest.sha256();
    }

    /** True when a checksum file says of a file of this name that it has this content. */
    boolean isConfirmedBy(ReadableByteChannel checksum, String name) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MOST_CHECKSUM_BYTES);
        int read = 0;
        while (read >= 0 && text.hasRemaining()) {
            read = checksum.read(text);
        }
        String line = StandardCharsets.US_ASCII.decode(text.flip()).toString();
        Matcher said = CHECKSUM.matcher(line);
        return said.matches()
                && said.group(1).equalsIgnoreCase(sha256)
                && said.group(2).equals(name);
    }
}
