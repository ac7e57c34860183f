package org.cardwright.crypto.pin;

import java.security.SecureRandom;
import java.util.Arrays;

/** Draws PINs. ISO 9564-1, 6.4: each digit is random. */
public final class RandomPin {

    /** Bytes from here on would make the low digits more frequent; they are drawn again. */
    private static final int LIMIT = 250;

    /** Of PINs of four digits less than one in fifty is weak, so this never ends a sound draw (probability below 10^-300). */
    private static final int MAX_DRAWS = 200;

    private static final int TEN = 10;

    private RandomPin() {}

    /**
     * Draws until the PIN is not weak; the caller closes it.
     *
     * @param digits 4 to 12
     * @throws IllegalStateException when the source of randomness gives nothing but weak PINs
     */
    public static ClearPin draw(int digits, SecureRandom random) {
        for (int i = 0; i < MAX_DRAWS; i++) {
            ClearPin pin = drawOne(digits, random);
            if (!WeakPinCheck.isWeak(pin)) {
                return pin;
            }
            pin.close();
        }
        throw new IllegalStateException("the source of randomness gives weak PINs only");
    }

    private static ClearPin drawOne(int digits, SecureRandom random) {
        byte[] pin = new byte[digits];
        byte[] drawn = new byte[1];
        boolean whole = false;
        try {
            for (int i = 0; i < digits; i++) {
                do {
                    random.nextBytes(drawn);
                } while ((drawn[0] & 0xFF) >= LIMIT);
                pin[i] = (byte) ((drawn[0] & 0xFF) % TEN);
            }
            ClearPin adopted = ClearPin.adopt(pin);
            whole = true;
            return adopted;
        } finally {
            Arrays.fill(drawn, (byte) 0);
            if (!whole) {
                Arrays.fill(pin, (byte) 0);
            }
        }
    }
}
