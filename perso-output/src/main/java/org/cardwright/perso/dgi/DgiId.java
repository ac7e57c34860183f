package org.cardwright.perso.dgi;

import java.util.Locale;
import org.cardwright.formats.bytes.ByteString;

/**
 * The two-byte identifier of a data grouping.
 *
 * <p>What a number means belongs to the applet profile, not to the number: the same one can stand for different data
 * (EMV CPS 2.0, annex A; 01nn to 1Enn are records nn of SFI 01 to 1E).
 *
 * @param value 0000 to FFFF
 */
public record DgiId(int value) implements Comparable<DgiId> {

    /** Number of bytes of an identifier. */
    public static final int BYTES = 2;

    /** Checks the range. */
    public DgiId {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException("a DGI is 0000 to FFFF");
        }
    }

    /** The identifier written as four hexadecimal digits, {@code "8201"}. */
    public static DgiId of(String hex) {
        if (!hex.matches("[0-9A-Fa-f]{4}")) {
            throw new IllegalArgumentException("a DGI has 4 hexadecimal digits");
        }
        return new DgiId(Integer.parseInt(hex, 16));
    }

    /** The two bytes. */
    public ByteString bytes() {
        return ByteString.ofUnsigned(value, BYTES);
    }

    /** True when the data grouping is a record of an EMV file, SFI 01 to 1E. */
    public boolean isRecord() {
        return sfi() >= 0x01 && sfi() <= 0x1E && recordNumber() > 0;
    }

    /** Short file identifier of a record: the high byte. */
    public int sfi() {
        return value >>> 8;
    }

    /** Record number of a record: the low byte. */
    public int recordNumber() {
        return value & 0xFF;
    }

    @Override
    public int compareTo(DgiId other) {
        return Integer.compare(value, other.value);
    }

    /** Four upper-case hexadecimal digits. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%04X", value);
    }
}
