package org.cardwright.pipeline.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;

/**
 * What is signed of a part of the audit that is kept in an archive: the entries, and where they hang in the chain of all of them.
 *
 * @param extent which entries
 * @param sha256 over their lines as {@code audit.log} has them, 64 upper-case hexadecimal digits
 * @param at when it was written
 * @param key name of the signing key
 */
public record AuditSegment(Extent extent, String sha256, Instant at, String key) {

    private static final String HEX = "([0-9A-F]{64})";
    private static final Pattern FORM = Pattern.compile("\\{\"cardwright_audit_segment\":1,\"from\":([0-9]{1,18}),"
            + "\"to\":([0-9]{1,18}),\"previous_hash\":\"" + HEX + "\",\"hash\":\"" + HEX
            + "\",\"before\":\"([0-9-]{10})\","
            + "\"sha256\":\"" + HEX + "\",\"at\":\"([0-9TZ:.-]{20,30})\",\"key\":\"([!#-\\[\\]-~]{1,70})\","
            + "\"signature\":\"([0-9A-F]{128})\"}");

    /**
     * Which entries.
     *
     * @param from number of the first
     * @param to number of the last
     * @param previousHash keyed hash of the entry before the first
     * @param hash keyed hash of the last
     * @param before the day before which all of them were made
     */
    public record Extent(long from, long to, String previousHash, String hash, LocalDate before) {

        /** {@code entries 1 to 812}. */
        public String words() {
            return "entries " + from + " to " + to;
        }
    }

    /**
     * With its signature.
     *
     * @param segment what is signed
     * @param signature Ed25519 (RFC 8032) over {@link AuditSegment#message}, 64 bytes
     */
    public record Signed(AuditSegment segment, ByteString signature) {

        /** The last line of the file, without its end. */
        public String line() {
            return segment.members() + ",\"signature\":\"" + signature.toHex() + "\"}";
        }

        /**
         * What such a line says; its signature is still to be verified.
         *
         * @throws WrongUsageException when it is no such line
         */
        static Signed parse(String line) {
            Matcher form = FORM.matcher(line);
            if (!form.matches()) {
                throw noSegment();
            }
            try {
                Extent extent = new Extent(
                        Long.parseLong(form.group(1)),
                        Long.parseLong(form.group(2)),
                        form.group(3),
                        form.group(4),
                        LocalDate.parse(form.group(5)));
                AuditSegment segment =
                        new AuditSegment(extent, form.group(6), Instant.parse(form.group(7)), form.group(8));
                return new Signed(segment, ByteString.fromHex(form.group(9)));
            } catch (DateTimeException noTime) {
                throw noSegment();
            }
        }
    }

    static WrongUsageException noSegment() {
        return new WrongUsageException("the file is no segment of an audit as audit archive --out writes it");
    }

    /** The bytes that are signed: the last line without the signature. */
    public ByteString message() {
        return ByteString.ascii(members());
    }

    private String members() {
        return "{\"cardwright_audit_segment\":1,\"from\":" + extent.from + ",\"to\":" + extent.to
                + ",\"previous_hash\":\"" + extent.previousHash + "\",\"hash\":\"" + extent.hash + "\",\"before\":\""
                + extent.before + "\",\"sha256\":\"" + sha256 + "\",\"at\":\"" + at + "\",\"key\":\"" + key + "\"";
    }
}
