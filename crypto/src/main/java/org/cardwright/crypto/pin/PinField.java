package org.cardwright.crypto.pin;

import java.util.Optional;
import java.util.function.IntSupplier;
import org.cardwright.crypto.derive.DigitBlock;

/**
 * The clear halves of PIN blocks: the PIN field of 8 bytes and the PAN field that is added to it.
 *
 * <p>ISO 9564-1, 9.3 and 9.4. First nibble: format; second: PIN length; then the PIN, then the fill.
 */
final class PinField {

    static final int BYTES = 8;
    private static final int NIBBLES = 2 * BYTES;

    /** Digits of the PAN that formats 0 and 3 use: the rightmost twelve without the check digit. */
    private static final int PAN_DIGITS = 12;

    private PinField() {}

    /** Control nibble, length, PIN and fill. */
    static byte[] encode(int control, ClearPin pin, IntSupplier fill) {
        byte[] field = new byte[BYTES];
        put(field, 0, control);
        put(field, 1, pin.length());
        for (int i = 2; i < NIBBLES; i++) {
            int digit = i - 2 < pin.length() ? pin.digit(i - 2) : fill.getAsInt();
            put(field, i, digit);
        }
        return field;
    }

    /**
     * The PIN of a field, or nothing when control, length, a digit or the fill is wrong. Looks at the first eight bytes.
     *
     * @param minFill least nibble that may fill
     * @param maxFill greatest nibble that may fill
     */
    static Optional<ClearPin> decode(byte[] field, int control, int minFill, int maxFill) {
        int length = nibble(field, 1);
        if (nibble(field, 0) != control || length < ClearPin.MIN_DIGITS || length > ClearPin.MAX_DIGITS) {
            return Optional.empty();
        }
        for (int i = 2; i < NIBBLES; i++) {
            int least = i - 2 < length ? 0 : minFill;
            int greatest = i - 2 < length ? 9 : maxFill;
            if (nibble(field, i) < least || nibble(field, i) > greatest) {
                return Optional.empty();
            }
        }
        byte[] digits = new byte[length];
        for (int i = 0; i < length; i++) {
            digits[i] = (byte) nibble(field, i + 2);
        }
        return Optional.of(ClearPin.adopt(digits));
    }

    /** Formats 0 and 3: four zero digits and the rightmost twelve PAN digits without the check digit. */
    static byte[] panField(String pan) {
        String withoutCheckDigit = pan.substring(0, pan.length() - 1);
        String rightmost = withoutCheckDigit.substring(Math.max(0, withoutCheckDigit.length() - PAN_DIGITS));
        return DigitBlock.alignedRight(rightmost, BYTES);
    }

    /** Format 4: how many digits the PAN has above twelve, the PAN, zeros; 16 bytes. ISO 9564-1:2017, 9.4.2.3. */
    static byte[] panFieldFormat4(String pan) {
        String padded = "0".repeat(Math.max(0, PAN_DIGITS - pan.length())) + pan;
        return DigitBlock.alignedLeft((padded.length() - PAN_DIGITS) + padded, 2 * BYTES);
    }

    private static int nibble(byte[] field, int index) {
        return index % 2 == 0 ? (field[index / 2] >> 4) & 0xF : field[index / 2] & 0xF;
    }

    private static void put(byte[] field, int index, int nibble) {
        field[index / 2] |= (byte) (index % 2 == 0 ? nibble << 4 : nibble);
    }
}
