package org.cardwright.formats.tlv;

import java.util.HexFormat;
import java.util.Locale;
import org.cardwright.formats.bytes.ByteString;

/**
 * A BER-TLV tag of one to three bytes.
 *
 * <p>EMV 4.4 Book 3, annex B1: bit 6 of the first byte says constructed; the low five bits all set say that more tag
 * bytes follow, each but the last with bit 8 set.
 *
 * @param value the tag bytes read as one number, {@code 0x9F46} for tag 9F46
 */
public record Tag(int value) implements Comparable<Tag> {

    private static final int MAX = 0xFFFFFF;

    /** Checks the shape of the number. */
    public Tag {
        if (value <= 0 || value > MAX || !wellFormed(value)) {
            throw new IllegalArgumentException("not a BER-TLV tag of 1 to 3 bytes: " + Integer.toHexString(value));
        }
    }

    /** The tag written as hexadecimal digits, {@code "9F46"}. */
    public static Tag of(String hex) {
        if (hex.isEmpty() || hex.length() > 6 || hex.length() % 2 != 0) {
            throw new IllegalArgumentException("a tag has 2, 4 or 6 hexadecimal digits");
        }
        return new Tag(HexFormat.fromHexDigits(hex));
    }

    private static boolean wellFormed(int value) {
        int length = length(value);
        int first = value >>> (8 * (length - 1));
        boolean more = (first & 0x1F) == 0x1F;
        for (int left = length - 2; left >= 0; left--) {
            if (!more) {
                return false;
            }
            more = (value >>> (8 * left) & 0x80) != 0;
        }
        return !more;
    }

    private static int length(int value) {
        return value > 0xFFFF ? 3 : value > 0xFF ? 2 : 1;
    }

    /** Number of tag bytes, 1 to 3. */
    public int length() {
        return length(value);
    }

    /** True when the value of this tag is itself a list of TLVs. */
    public boolean isConstructed() {
        return (value >>> (8 * (length() - 1)) & 0x20) != 0;
    }

    /** The tag bytes. */
    public ByteString bytes() {
        return ByteString.ofUnsigned(value, length());
    }

    @Override
    public int compareTo(Tag other) {
        return Integer.compare(value, other.value);
    }

    /** The tag as upper-case hexadecimal, {@code 9F46}. */
    @Override
    public String toString() {
        String hex = Integer.toHexString(value).toUpperCase(Locale.ROOT);
        return hex.length() % 2 == 0 ? hex : "0" + hex;
    }
}
