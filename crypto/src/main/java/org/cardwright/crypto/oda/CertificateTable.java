package org.cardwright.crypto.oda;

import static org.cardwright.crypto.oda.CertificateField.DATA_AUTHENTICATION_CODE;
import static org.cardwright.crypto.oda.CertificateField.DYNAMIC_DATA;
import static org.cardwright.crypto.oda.CertificateField.DYNAMIC_DATA_LENGTH;
import static org.cardwright.crypto.oda.CertificateField.EXPIRY;
import static org.cardwright.crypto.oda.CertificateField.EXPONENT_LENGTH;
import static org.cardwright.crypto.oda.CertificateField.FORMAT;
import static org.cardwright.crypto.oda.CertificateField.HASH;
import static org.cardwright.crypto.oda.CertificateField.HASH_ALGORITHM;
import static org.cardwright.crypto.oda.CertificateField.HEADER;
import static org.cardwright.crypto.oda.CertificateField.ISSUER_IDENTIFIER;
import static org.cardwright.crypto.oda.CertificateField.KEY_ALGORITHM;
import static org.cardwright.crypto.oda.CertificateField.KEY_LEFT_DIGITS;
import static org.cardwright.crypto.oda.CertificateField.KEY_LENGTH;
import static org.cardwright.crypto.oda.CertificateField.PAD_PATTERN;
import static org.cardwright.crypto.oda.CertificateField.PAN;
import static org.cardwright.crypto.oda.CertificateField.SERIAL;
import static org.cardwright.crypto.oda.CertificateField.TRAILER;

import java.util.List;

/**
 * The formats that are signed, slot by slot; encoder, decoder and tests read them from here.
 *
 * <p>Every block is as long as the signing modulus. One slot takes the rest of it, so the fixed lengths add up to the numbers
 * of the book: 36 (certificate of an issuer), 42 (of a card), 26 (static data), 25 (dynamic data).
 *
 * @param source where it stands in the book
 * @param slots in order; first header and format, last hash and trailer
 */
public record CertificateTable(String source, List<Slot> slots) {

    /** Length of the slot that takes what the others leave. */
    public static final int REST = 0;

    /** Signed by the CA to certify the public key of an issuer: tag 90. */
    public static final CertificateTable ISSUER_PUBLIC_KEY_CERTIFICATE = table(
            "EMV 4.4 Book 2, 5.3, Table 6",
            constant(HEADER, "6A"),
            constant(FORMAT, "02"),
            slot(ISSUER_IDENTIFIER, 4, "leftmost 3 to 8 PAN digits, padded right with F"),
            slot(EXPIRY, 2, "MMYY"),
            slot(SERIAL, 3, "unique per CA key"),
            constant(HASH_ALGORITHM, "01"),
            constant(KEY_ALGORITHM, "01"),
            slot(KEY_LENGTH, 1, "bytes in the issuer modulus"),
            slot(EXPONENT_LENGTH, 1, "1 or 3"),
            slot(KEY_LEFT_DIGITS, REST, "padded right with BB"),
            slot(HASH, 20, "over FORMAT..KEY_LEFT_DIGITS, remainder (92), exponent (9F32)"),
            constant(TRAILER, "BC"));

    /** Signed by the issuer over the data of a card without RSA: tag 93. */
    public static final CertificateTable SIGNED_STATIC_APPLICATION_DATA = table(
            "EMV 4.4 Book 2, 5.4, Table 7",
            constant(HEADER, "6A"),
            constant(FORMAT, "03"),
            constant(HASH_ALGORITHM, "01"),
            slot(DATA_AUTHENTICATION_CODE, 2, "assigned by the issuer, reported as 9F45"),
            slot(PAD_PATTERN, REST, "BB throughout"),
            slot(HASH, 20, "over FORMAT..PAD_PATTERN, static data to be authenticated"),
            constant(TRAILER, "BC"));

    /** Signed by the issuer to certify the public key of one card: tag 9F46, or 9F2D for the PIN key (7.1, Table 23). */
    public static final CertificateTable ICC_PUBLIC_KEY_CERTIFICATE = table(
            "EMV 4.4 Book 2, 6.4, Table 14",
            constant(HEADER, "6A"),
            constant(FORMAT, "04"),
            slot(PAN, 10, "cn, padded right with F"),
            slot(EXPIRY, 2, "MMYY"),
            slot(SERIAL, 3, "unique per issuer key"),
            constant(HASH_ALGORITHM, "01"),
            constant(KEY_ALGORITHM, "01"),
            slot(KEY_LENGTH, 1, "bytes in the ICC modulus"),
            slot(EXPONENT_LENGTH, 1, "1 or 3"),
            slot(KEY_LEFT_DIGITS, REST, "padded right with BB"),
            slot(HASH, 20, "over FORMAT..KEY_LEFT_DIGITS, remainder, exponent, static data (none for 9F2D)"),
            constant(TRAILER, "BC"));

    /** Signed by the card for one transaction: tag 9F4B. */
    public static final CertificateTable SIGNED_DYNAMIC_APPLICATION_DATA = table(
            "EMV 4.4 Book 2, 6.5.2, Table 17; 6.6.2, Table 22",
            constant(HEADER, "6A"),
            constant(FORMAT, "05"),
            constant(HASH_ALGORITHM, "01"),
            slot(DYNAMIC_DATA_LENGTH, 1, "bytes of ICC dynamic data"),
            slot(DYNAMIC_DATA, REST, "padded right with BB"),
            slot(HASH, 20, "over FORMAT..DYNAMIC_DATA, values of the DDOL or 9F37"),
            constant(TRAILER, "BC"));

    /**
     * One field of a block.
     *
     * @param field which
     * @param lengthBytes length, or {@link #REST}
     * @param content the only value in hexadecimal, or what stands there in words
     * @param isConstant true when the content is that only value
     */
    public record Slot(CertificateField field, int lengthBytes, String content, boolean isConstant) {}

    /** Checks the shape. */
    public CertificateTable {
        slots = List.copyOf(slots);
        if (slots.stream().filter(s -> s.lengthBytes() == REST).count() != 1) {
            throw new IllegalArgumentException("a signed format has exactly one slot for the rest: " + source);
        }
    }

    /** All formats. */
    public static List<CertificateTable> all() {
        return List.of(
                ISSUER_PUBLIC_KEY_CERTIFICATE,
                SIGNED_STATIC_APPLICATION_DATA,
                ICC_PUBLIC_KEY_CERTIFICATE,
                SIGNED_DYNAMIC_APPLICATION_DATA);
    }

    /** Bytes that the slots of fixed length take together. */
    public int fixedBytes() {
        int bytes = 0;
        for (Slot slot : slots) {
            bytes += slot.lengthBytes();
        }
        return bytes;
    }

    /**
     * Bytes left for the one slot without a length.
     *
     * @throws IllegalArgumentException when the block is too short for the rest
     */
    public int restBytes(int blockBytes) {
        if (blockBytes <= fixedBytes()) {
            throw new IllegalArgumentException(
                    "a signing modulus is too short, was " + blockBytes + " bytes, required above " + fixedBytes());
        }
        return blockBytes - fixedBytes();
    }

    /** Length of a slot in a block. */
    int lengthOf(Slot slot, int blockBytes) {
        return slot.lengthBytes() == REST ? restBytes(blockBytes) : slot.lengthBytes();
    }

    private static CertificateTable table(String source, Slot... slots) {
        return new CertificateTable(source, List.of(slots));
    }

    private static Slot constant(CertificateField field, String hex) {
        return new Slot(field, hex.length() / 2, hex, true);
    }

    private static Slot slot(CertificateField field, int lengthBytes, String content) {
        return new Slot(field, lengthBytes, content, false);
    }
}
