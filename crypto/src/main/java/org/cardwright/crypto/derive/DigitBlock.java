package org.cardwright.crypto.derive;

/** Packs decimal or hexadecimal digits two to a byte into the input blocks of derivations. EMV 4.4 Book 2, A1.4.1. */
public final class DigitBlock {

    private DigitBlock() {}

    /** The rightmost digits that fit, padded on the left with zeros. */
    public static byte[] alignedRight(String digits, int bytes) {
        int wanted = 2 * bytes;
        String padded = "0".repeat(Math.max(0, wanted - digits.length())) + digits;
        return pack(padded.substring(padded.length() - wanted));
    }

    /**
     * All digits, padded on the right with zeros.
     *
     * @throws IllegalArgumentException when they do not fit
     */
    public static byte[] alignedLeft(String digits, int bytes) {
        if (digits.length() > 2 * bytes) {
            throw new IllegalArgumentException("more than " + 2 * bytes + " digits");
        }
        return pack(digits + "0".repeat(2 * bytes - digits.length()));
    }

    private static byte[] pack(String digits) {
        byte[] out = new byte[digits.length() / 2];
        for (int i = 0; i < digits.length(); i++) {
            int nibble = Character.digit(digits.charAt(i), 16);
            if (nibble < 0) {
                throw new IllegalArgumentException("not a digit at position " + i);
            }
            out[i / 2] |= (byte) (i % 2 == 0 ? nibble << 4 : nibble);
        }
        return out;
    }
}
