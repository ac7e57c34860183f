package org.cardwright.pipeline.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One line of the audit outside the database: a JSON object in ASCII with the fields of the entry, its keyed hash, and the SHA-256
 * of the line before, which anybody can check.
 *
 * @param number of the entry
 * @param hash its keyed hash
 * @param text the line without its end
 */
record AuditLine(long number, String hash, String text) {

    /** Before the first line. */
    static final AuditLine START = new AuditLine(0, "", "");

    /** The line of a link behind another line. */
    static AuditLine of(AuditChain.Link link, AuditLine previous) {
        AuditEntry entry = link.entry();
        String text = "{\"number\":" + entry.number()
                + ",\"at\":" + quoted(entry.at().toString())
                + ",\"operator\":" + quoted(entry.operator())
                + ",\"event\":" + quoted(entry.event().name())
                + ",\"success\":" + entry.success()
                + ",\"origin\":" + quoted(entry.origin())
                + ",\"resource\":" + quoted(entry.resource())
                + ",\"reason\":" + quoted(entry.reason())
                + ",\"hash\":" + quoted(link.hash())
                + ",\"previous\":" + quoted(sha256(previous.text()))
                + "}";
        return new AuditLine(entry.number(), link.hash(), text);
    }

    /** The line with its end. */
    byte[] bytes() {
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The number only. */
    @Override
    public String toString() {
        return "line of entry " + number;
    }

    /** A JSON string, RFC 8259, 7, with everything but printable ASCII escaped. */
    private static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    private static String sha256(String line) {
        return HexFormat.of().formatHex(digest().digest(line.getBytes(StandardCharsets.US_ASCII)));
    }

    /** 64 upper-case hexadecimal digits; the digest begins anew. */
    static String hex(MessageDigest digest) {
        return HexFormat.of().withUpperCase().formatHex(digest.digest());
    }

    /** SHA-256. */
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("no SHA-256", impossible);
        }
    }
}
