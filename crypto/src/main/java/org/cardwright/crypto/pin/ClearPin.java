package org.cardwright.crypto.pin;

import java.security.MessageDigest;
import java.util.Arrays;

/** A PIN of 4 to 12 digits (ISO 9564-1, 8.1) while it is used, wiped when closed. */
public final class ClearPin implements AutoCloseable {

    /** Fewest digits. */
    public static final int MIN_DIGITS = 4;

    /** Most digits. */
    public static final int MAX_DIGITS = 12;

    private final byte[] digits;

    private ClearPin(byte[] digits) {
        this.digits = digits;
    }

    /** Takes over 4 to 12 elements from 0 to 9; the caller must not touch the array again. */
    static ClearPin adopt(byte[] digits) {
        if (digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) {
            throw new IllegalArgumentException("a PIN has 4 to 12 digits");
        }
        for (byte digit : digits) {
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("a PIN has decimal digits");
            }
        }
        return new ClearPin(digits);
    }

    /** Number of digits. */
    public int length() {
        return digits.length;
    }

    int digit(int index) {
        return digits[index];
    }

    /** True when both have the same digits; takes as long either way. */
    public boolean isSameAs(ClearPin other) {
        return MessageDigest.isEqual(digits, other.digits);
    }

    /** Overwrites the digits. */
    @Override
    public void close() {
        Arrays.fill(digits, (byte) 0);
    }

    /** The length only. */
    @Override
    public String toString() {
        return "ClearPin(" + digits.length + ")";
    }
}
