package org.cardwright.pipeline.ledger;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The audit once more, outside the database: a file of one line per entry, so that whoever can edit the one cannot edit history.
 *
 * <p>The file follows the database: an entry is committed first, then its line is appended and forced. What a crash left out is
 * appended at the next opening, a line that was torn off is written again. A file that ends with an entry that the database does not
 * have is never touched: then the database is not the one it was.
 */
final class AuditLog {

    private static final int LINKS_AT_A_TIME = 1_000;

    /** More than two of the longest lines. */
    private static final int TAIL_BYTES = 1 << 15;

    private static final Pattern LAST = Pattern.compile(
            "\\{\"number\":([0-9]{1,18}),.*,\"hash\":\"([0-9A-F]{64})\",\"previous\":\"[0-9a-f]{64}\"}");

    /** One process must not hold two locks of a file. */
    private static final Object IN_THIS_PROCESS = new Object();

    private final Path file;
    private final Committed committed;

    AuditLog(Path file, Committed committed) {
        this.file = file;
        this.committed = committed;
    }

    /** What the database has committed. */
    @FunctionalInterface
    interface Committed {

        /** Links behind this number, oldest first, at most so many. */
        List<AuditChain.Link> behind(long number, int atMost);
    }

    /**
     * How far the file goes.
     *
     * @param last its last line
     * @param bytes its size
     * @param before its last line before it was brought up to the database
     */
    record Extent(AuditLine last, long bytes, AuditLine before) {

        /** Of a file that has nothing. */
        static final Extent EMPTY = new Extent(AuditLine.START, 0, AuditLine.START);
    }

    /** True before the first entry was ever written. */
    boolean isMissing() {
        return !Files.exists(file);
    }

    /** The name that messages use. */
    String name() {
        return String.valueOf(file.getFileName());
    }

    /**
     * Appends what the file lacks and forces it.
     *
     * @throws NotReconciledException when its last entry is not in the database
     */
    Extent follow() throws IOException {
        synchronized (IN_THIS_PROCESS) {
            boolean begun = isMissing();
            // two channels, closed together: a house may let the file be appended only, and any close lets the lock go
            try (FileChannel end = FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    FileChannel content = FileChannel.open(file, StandardOpenOption.READ)) {
                if (begun) {
                    forceDirectory();
                }
                FileLock alone = end.lock();
                try {
                    return follow(content, end);
                } finally {
                    alone.release();
                }
            }
        }
    }

    /** Until then the name of a new file may be lost with the power. */
    private void forceDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().resolveSibling("."))) {
            directory.force(true);
        }
    }

    private Extent follow(FileChannel content, FileChannel end) throws IOException {
        Tail tail = tail(content);
        AuditLine before = tail.last();
        requireKnown(before);
        if (tail.tornBytes() > 0) {
            cut(end, content.size() - tail.tornBytes());
        }
        AuditLine last = before;
        List<AuditChain.Link> missing = committed.behind(last.number(), LINKS_AT_A_TIME);
        while (!missing.isEmpty()) {
            StringBuilder lines = new StringBuilder();
            for (AuditChain.Link link : missing) {
                last = AuditLine.of(link, last);
                lines.append(last.text()).append('\n');
            }
            append(end, lines.toString());
            missing = missing.size() < LINKS_AT_A_TIME ? List.of() : committed.behind(last.number(), LINKS_AT_A_TIME);
        }
        if (last.number() > before.number()) {
            end.force(true);
        }
        return new Extent(last, content.size(), before);
    }

    /** Where a house lets the file be appended only, a person has to help. */
    private void cut(FileChannel end, long size) {
        try {
            end.truncate(size);
        } catch (IOException refused) {
            throw new NotReconciledException(name()
                    + " ends in the middle of a line, as a crash leaves it, and cannot be shortened; move it away and keep it,"
                    + " and a new one is begun");
        }
    }

    private void requireKnown(AuditLine last) {
        List<AuditChain.Link> same = last.number() == 0 ? List.of() : committed.behind(last.number() - 1, 1);
        boolean known = last.number() == 0
                || (!same.isEmpty() && same.get(0).head().equals(new AuditHead(last.number(), last.hash())));
        if (!known) {
            throw new NotReconciledException(name() + " ends with entry " + last.number()
                    + ", which the database does not have: its audit was cut off or exchanged, or an older database was put"
                    + " back; who knows why moves the file away and keeps it: a new one is begun, and every key pair that waits"
                    + " in a pool is destroyed");
        }
    }

    /**
     * The end of the file.
     *
     * @param last its last whole line
     * @param tornBytes what is behind it, torn off by a crash
     */
    private record Tail(AuditLine last, int tornBytes) {}

    private Tail tail(FileChannel content) throws IOException {
        long size = content.size();
        int length = (int) Math.min(size, TAIL_BYTES);
        ByteBuffer tail = ByteBuffer.allocate(length);
        while (tail.hasRemaining() && content.read(tail, size - length + tail.position()) >= 0) {
            // goes on until the buffer is full
        }
        // a character per byte, whatever a crash left there
        String text = new String(tail.array(), 0, tail.position(), StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf('\n');
        if (end < 0 && size > length) {
            throw damaged();
        }
        int torn = text.length() - end - 1;
        if (end < 0) {
            return new Tail(AuditLine.START, torn);
        }
        String line = text.substring(text.lastIndexOf('\n', end - 1) + 1, end);
        Matcher parts = LAST.matcher(line);
        if (!parts.matches()) {
            throw damaged();
        }
        return new Tail(new AuditLine(Long.parseLong(parts.group(1)), parts.group(2), line), torn);
    }

    private NotReconciledException damaged() {
        return new NotReconciledException(
                name()
                        + " is damaged: its last line is no entry of the audit; move it away and keep it, and a new one is begun");
    }

    private static void append(FileChannel end, String lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            end.write(bytes);
        }
    }

    /** Compares the file as far as it was known to go. */
    AuditFileCheck comparison(Extent extent) throws IOException {
        return new AuditFileCheck(new BufferedInputStream(Files.newInputStream(file)), extent);
    }
}
