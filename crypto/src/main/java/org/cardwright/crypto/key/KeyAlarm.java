package org.cardwright.crypto.key;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How near the end of a key is. NIST SP 800-57 part 1, 5.3.4. */
public enum KeyAlarm {
    /** More than 90 days are left, or no end is named. */
    NONE,
    /** At most 90 days are left. */
    DAYS_90,
    /** At most 30 days are left. */
    DAYS_30,
    /** At most 7 days are left. */
    DAYS_7,
    /** A key that is still in use protects nothing any more. */
    PROTECTS_NO_MORE,
    /** Nothing can be done with a key that has not been destroyed. */
    OVER;

    /** The alarm of a key on a day. */
    public static KeyAlarm of(KeyState state, Cryptoperiod period, LocalDate day) {
        Optional<LocalDate> end = nextEnd(state, period);
        if (end.isPresent() && period.isOver(day)) {
            return OVER;
        }
        return end.map(last -> left(ChronoUnit.DAYS.between(day, last))).orElse(NONE);
    }

    /** The last day of what the key does in its state; empty when there is none. */
    public static Optional<LocalDate> nextEnd(KeyState state, Cryptoperiod period) {
        return switch (state) {
            case PRE_ACTIVATION, ACTIVE, SUSPENDED -> period.protectUntil().or(period::processUntil);
            case DEACTIVATED -> period.processUntil();
            case COMPROMISED, PENDING_DESTRUCTION, DESTROYED -> Optional.empty();
        };
    }

    private static KeyAlarm left(long days) {
        if (days < 0) {
            return PROTECTS_NO_MORE;
        }
        if (days <= 7) {
            return DAYS_7;
        }
        return days <= 30 ? DAYS_30 : days <= 90 ? DAYS_90 : NONE;
    }
}
