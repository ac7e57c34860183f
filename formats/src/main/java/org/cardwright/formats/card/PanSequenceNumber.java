package org.cardwright.formats.card;

/**
 * Tells cards of one PAN apart, 0 to 99.
 *
 * <p>EMV 4.4 Book 3, annex A, tag 5F34 (n 2).
 *
 * @param value 0 to 99
 */
public record PanSequenceNumber(int value) {

    /** Checks the range. */
    public PanSequenceNumber {
        if (value < 0 || value > 99) {
            throw new IllegalArgumentException("a PAN sequence number is 00 to 99");
        }
    }

    /** The two digits. */
    public String digits() {
        return (value < 10 ? "0" : "") + value;
    }
}
