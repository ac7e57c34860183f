package org.cardwright.crypto.pkcs11;

/**
 * Which token is meant: by label or by serial number, never by the index of its slot, which changes between two starts.
 *
 * <p>PKCS #11 v3.0, 5.5 (C_GetSlotList gives no order) and 3.2 (CK_TOKEN_INFO).
 *
 * @param bySerial the value is a serial number
 * @param value what the token says of itself, without the blanks that fill it up
 */
public record TokenSelector(boolean bySerial, String value) {

    private static final String SERIAL = "serial:";
    private static final int MAX_LABEL_BYTES = 32;

    /** Checks the length. */
    public TokenSelector {
        if (value.isBlank() || value.length() > MAX_LABEL_BYTES || !value.equals(value.strip())) {
            throw new IllegalArgumentException("a token is named by a label or serial number of 1 to 32 characters");
        }
    }

    /** The token with that label. */
    public static TokenSelector label(String label) {
        return new TokenSelector(false, label);
    }

    /** The token with that serial number. */
    public static TokenSelector serial(String serial) {
        return new TokenSelector(true, serial);
    }

    /** As a setting has it: a label, or {@code serial:} and a serial number. */
    public static TokenSelector parse(String text) {
        return text.startsWith(SERIAL) ? serial(text.substring(SERIAL.length())) : label(text);
    }

    boolean fits(String label, String serial) {
        return value.equals(bySerial ? serial : label);
    }

    /** The form {@link #parse} reads. */
    @Override
    public String toString() {
        return bySerial ? SERIAL + value : value;
    }
}
