package org.cardwright.pipeline.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;

/**
 * The head of the audit at a time, signed by a key of the security module: whoever keeps it elsewhere can prove later that an entry
 * was changed, removed or cut off, and that the head is of this installation.
 *
 * @param statement what is signed
 * @param signature Ed25519 (RFC 8032) over {@link Statement#message}, 64 bytes
 */
public record SignedAuditHead(Statement statement, ByteString signature) {

    private static final String TITLE = "cardwright audit head 1";
    private static final int SIGNATURE_BYTES = 64;
    private static final Pattern FORM = Pattern.compile(TITLE
            + "\nnumber: ([0-9]{1,18})\nhash: ([0-9A-F]{64})\nat: ([0-9TZ:.-]{20,30})\nkey: ([ -~]{1,70})\n"
            + "signature: ([0-9A-F]{128})\n");

    /**
     * What is said.
     *
     * @param head number and hash of the last entry
     * @param at when
     * @param key name of the signing key
     */
    public record Statement(AuditHead head, Instant at, String key) {

        /** The bytes that are signed: the lines of the file before the signature. */
        public ByteString message() {
            return ByteString.ascii(lines());
        }

        private String lines() {
            return TITLE + "\nnumber: " + head.number() + "\nhash: " + head.hash() + "\nat: " + at + "\nkey: " + key
                    + "\n";
        }
    }

    /** Checks the length. */
    public SignedAuditHead {
        if (signature.size() != SIGNATURE_BYTES) {
            throw new IllegalArgumentException("an Ed25519 signature has 64 bytes");
        }
    }

    /** The file. */
    public String text() {
        return statement.lines() + "signature: " + signature.toHex() + "\n";
    }

    /**
     * What such a file says; its signature is still to be verified.
     *
     * @throws WrongUsageException when it is no such file
     */
    public static SignedAuditHead parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new WrongUsageException("the file is no head of an audit as audit head --out writes it");
        }
        try {
            AuditHead head = new AuditHead(Long.parseLong(form.group(1)), form.group(2));
            Statement statement = new Statement(head, Instant.parse(form.group(3)), form.group(4));
            return new SignedAuditHead(statement, ByteString.fromHex(form.group(5)));
        } catch (DateTimeException noTime) {
            throw new WrongUsageException("the file is no head of an audit: its time is none");
        }
    }
}
