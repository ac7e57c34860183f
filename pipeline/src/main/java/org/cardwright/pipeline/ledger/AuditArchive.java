package org.cardwright.pipeline.ledger;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Parts of the audit in files of an archive, one after the other and without a gap. The entries stay where they are: people, approvals
 * and media are bound to them. PCI Card Production, Logical, 6.4.
 */
public final class AuditArchive {

    private static final Pattern ARCHIVED = Pattern.compile("entries [0-9]{1,18} to ([0-9]{1,18})");

    /** More than the longest last line. */
    private static final int TAIL_BYTES = 2_000;

    private final Audit audit;
    private final Operators operators;

    /** Over an audit. */
    public AuditArchive(Audit audit, Operators operators) {
        this.audit = audit;
        this.operators = operators;
    }

    /**
     * The entries of the next segment, those before a day that are in no segment yet; empty when there are none.
     *
     * @param before a day in UTC
     */
    public Optional<AuditSegment.Extent> next(LocalDate before) {
        long from = archived() + 1;
        Instant end = before.atStartOfDay(ZoneOffset.UTC).toInstant();
        AuditChain.Link first = null;
        AuditChain.Link last = null;
        try (Stream<AuditChain.Link> links = audit.links(from)) {
            for (AuditChain.Link link : (Iterable<AuditChain.Link>)
                    links.takeWhile(l -> l.entry().at().isBefore(end))::iterator) {
                first = first == null ? link : first;
                last = link;
            }
        }
        return first == null || last == null
                ? Optional.empty()
                : Optional.of(new AuditSegment.Extent(
                        from, last.entry().number(), first.previousHash(), last.hash(), before));
    }

    private long archived() {
        return audit.entries(AuditEvent.AUDIT_ARCHIVED).stream()
                .map(AuditEntry::resource)
                .map(ARCHIVED::matcher)
                .filter(Matcher::matches)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .max()
                .orElse(0);
    }

    /**
     * Writes the lines of the entries as {@code audit.log} has them.
     *
     * @return SHA-256 over them
     */
    public String write(AuditSegment.Extent extent, OutputStream out) throws IOException {
        MessageDigest digest = AuditLine.digest();
        try (Stream<AuditLine> lines = lines(extent)) {
            lines.forEach(line -> {
                byte[] bytes = line.bytes();
                digest.update(bytes);
                try {
                    out.write(bytes);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        return AuditLine.hex(digest);
    }

    /** Each line holds the hash of the line before it, back to the first of all. */
    private Stream<AuditLine> lines(AuditSegment.Extent extent) {
        AuditLine[] last = {AuditLine.START};
        return audit.links(1)
                .takeWhile(link -> link.entry().number() <= extent.to())
                .map(link -> {
                    last[0] = AuditLine.of(link, last[0]);
                    return last[0];
                })
                .filter(line -> line.number() >= extent.from());
    }

    /**
     * The id of who archives.
     *
     * @param login of the operator; empty where policy names none
     * @throws OperatorRefusedException when the operator is not proven or lacks the role
     */
    public String requireArchivist(Optional<OperatorLogin> login) {
        return login.isEmpty()
                ? Audit.SYSTEM
                : operators.prove(login, OperatorRole.OPERATOR).id();
    }

    /**
     * Notes that a segment stands in a file.
     *
     * @param login of the operator; empty where policy names none
     * @throws OperatorRefusedException when the operator is not proven or lacks the role
     */
    public void archived(AuditSegment segment, Optional<OperatorLogin> login) {
        audit.append(new Audit.Act(
                requireArchivist(login),
                AuditEvent.AUDIT_ARCHIVED,
                true,
                segment.extent().words(),
                "before " + segment.extent().before() + ", SHA-256 of the lines " + segment.sha256()));
    }

    /**
     * What the last line of a file says.
     *
     * @throws WrongUsageException when it is no segment
     */
    public static AuditSegment.Signed read(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(in.length(), TAIL_BYTES)];
            in.seek(in.length() - tail.length);
            in.readFully(tail);
            String text = new String(tail, StandardCharsets.ISO_8859_1);
            if (!text.endsWith("\n")) {
                throw AuditSegment.noSegment();
            }
            return AuditSegment.Signed.parse(
                    text.substring(text.lastIndexOf('\n', text.length() - 2) + 1, text.length() - 1));
        }
    }

    /** True when the file has, line by line, the entries that the audit has, where the segment says that they hang in the chain. */
    public boolean agrees(Path file, AuditSegment.Signed signed) throws IOException {
        AuditSegment.Extent extent = signed.segment().extent();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                Stream<AuditLine> lines = lines(extent)) {
            MessageDigest digest = AuditLine.digest();
            boolean same = true;
            for (AuditLine line : (Iterable<AuditLine>) lines::iterator) {
                byte[] bytes = line.bytes();
                digest.update(bytes);
                same &= Arrays.equals(bytes, in.readNBytes(bytes.length));
            }
            byte[] end = (signed.line() + "\n").getBytes(StandardCharsets.US_ASCII);
            return same
                    && Arrays.equals(end, in.readAllBytes())
                    && AuditLine.hex(digest).equals(signed.segment().sha256())
                    && hangs(extent);
        }
    }

    private boolean hangs(AuditSegment.Extent extent) {
        List<AuditChain.Link> ends = Stream.of(extent.from(), extent.to())
                .flatMap(number -> audit.links(number).limit(1))
                .toList();
        return ends.size() == 2
                && ends.get(0).previousHash().equals(extent.previousHash())
                && ends.get(1).head().equals(new AuditHead(extent.to(), extent.hash()));
    }
}
