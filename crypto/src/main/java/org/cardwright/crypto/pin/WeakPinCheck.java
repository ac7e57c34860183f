package org.cardwright.crypto.pin;

import java.util.stream.Stream;

/** Holds a PIN against what is weak; no copy of its digits is made. */
final class WeakPinCheck {

    private static final int TEN = 10;

    /**
     * PINs that nobody gets, the same for every key, card and request: who could choose them would learn from many draws which are missing. ISO
     * 9564-1 names none; these are the house's own.
     */
    enum Shape {
        /** All digits the same: 7777. */
        SAME_DIGITS,
        /** Each digit one above, or one below, the one before: 1234, 9876, 8901. */
        RUN,
        /** The beginning again and again: 1212, 123123. */
        REPEATED
    }

    private WeakPinCheck() {}

    static boolean isWeak(ClearPin pin) {
        return Stream.of(Shape.values()).anyMatch(shape -> has(shape, pin));
    }

    static boolean has(Shape shape, ClearPin pin) {
        return switch (shape) {
            case SAME_DIGITS -> hasStep(pin, 0);
            case RUN -> hasStep(pin, 1) || hasStep(pin, TEN - 1);
            case REPEATED -> isRepeated(pin);
        };
    }

    /** Is every digit so much above the one before, modulo ten? */
    private static boolean hasStep(ClearPin pin, int step) {
        for (int i = 1; i < pin.length(); i++) {
            if (pin.digit(i) != (pin.digit(i - 1) + step) % TEN) {
                return false;
            }
        }
        return true;
    }

    /** Is it a beginning of half its length or less, again and again? */
    private static boolean isRepeated(ClearPin pin) {
        for (int period = 1; period <= pin.length() / 2; period++) {
            boolean repeats = pin.length() % period == 0;
            for (int i = period; repeats && i < pin.length(); i++) {
                repeats = pin.digit(i) == pin.digit(i - period);
            }
            if (repeats) {
                return true;
            }
        }
        return false;
    }
}
