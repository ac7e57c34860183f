package org.cardwright.formats.card;

/**
 * Three digits that say where and how a card may be used.
 *
 * <p>ISO/IEC 7813; EMV tag 5F30 (n 3).
 *
 * @param digits three digits
 */
public record ServiceCode(String digits) {

    /** Put into the card verification value of the chip (iCVV) instead of the encoded service code. */
    public static final ServiceCode CHIP = new ServiceCode("999");

    /** Put into the printed card verification value (CVV2) instead of the encoded service code. */
    public static final ServiceCode PRINTED = new ServiceCode("000");

    /** Checks the shape. */
    public ServiceCode {
        if (digits.length() != 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("a service code has three digits");
        }
    }
}
