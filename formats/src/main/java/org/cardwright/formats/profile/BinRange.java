package org.cardwright.formats.profile;

/**
 * PANs by their leading digits, from the first to the last; every PAN between belongs to it.
 *
 * <p>ISO/IEC 7812-1, 4: an issuer identification number has 6 or 8 digits; a range of accounts has more.
 *
 * @param name name and version of the profile that says something about it
 * @param first smallest leading digits
 * @param last greatest leading digits, as many
 */
public record BinRange(String name, String first, String last) {

    /** Digits of the longest PAN. */
    private static final int PAN_DIGITS = 19;

    /** A BIN by itself. */
    static BinRange ofBin(String bin) {
        return new BinRange("", bin, bin);
    }

    private String low() {
        return first + "0".repeat(PAN_DIGITS - first.length());
    }

    private String high() {
        return last + "9".repeat(PAN_DIGITS - last.length());
    }

    /** True when every PAN of the other range belongs to this one. */
    public boolean covers(BinRange other) {
        return low().compareTo(other.low()) <= 0 && high().compareTo(other.high()) >= 0;
    }

    /** True when a PAN belongs to both. */
    public boolean touches(BinRange other) {
        return low().compareTo(other.high()) <= 0 && high().compareTo(other.low()) >= 0;
    }

    /** True when a PAN of the BIN belongs to it. */
    public boolean touches(String bin) {
        return touches(ofBin(bin));
    }

    /** True when neither says which one is the more specific: they have PANs in common, but none lies inside the other. */
    public boolean crosses(BinRange other) {
        return touches(other) && covers(other) == other.covers(this);
    }

    /** {@code 99999911}, or {@code 99999911 to 99999919}. */
    public String digits() {
        return first.equals(last) ? first : first + " to " + last;
    }

    /** {@code home-credit v1 (99999911)}. */
    @Override
    public String toString() {
        return name + " (" + digits() + ")";
    }
}
