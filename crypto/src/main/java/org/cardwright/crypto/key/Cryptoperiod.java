package org.cardwright.crypto.key;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Between which days a key is used, all of them in UTC and included. NIST SP 800-57 part 1, 5.3.4.
 *
 * @param from first day; empty when there is none
 * @param protectUntil last day on which it derives, wraps, signs or encrypts (originator usage period); empty when there is none
 * @param processUntil last day on which it decrypts or verifies (recipient usage period); empty when there is none
 */
public record Cryptoperiod(
        Optional<LocalDate> from, Optional<LocalDate> protectUntil, Optional<LocalDate> processUntil) {

    private static final LocalDate EARLIEST = LocalDate.of(1977, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    /** No day is named. */
    public static final Cryptoperiod UNLIMITED = new Cryptoperiod(Optional.empty(), Optional.empty(), Optional.empty());

    /** Refuses days that contradict each other. */
    public Cryptoperiod {
        LocalDate first = from.orElse(EARLIEST);
        LocalDate second = protectUntil.or(() -> processUntil).orElse(LATEST);
        LocalDate third = processUntil.orElse(LATEST);
        if (Stream.of(first, second, third).anyMatch(day -> day.isBefore(EARLIEST) || day.isAfter(LATEST))) {
            throw new KeyRefusedException("the days of a key lie between " + EARLIEST + " and " + LATEST);
        }
        if (first.isAfter(second)) {
            throw new KeyRefusedException("the period of a key ends before it begins");
        }
        if (second.isAfter(third)) {
            throw new KeyRefusedException("a key protects no longer than what it protected can be read");
        }
    }

    /** Is any day named? */
    public boolean isLimited() {
        return !equals(UNLIMITED);
    }

    /** Does the period begin later? */
    boolean isAhead(LocalDate day) {
        return from.filter(day::isBefore).isPresent();
    }

    /** Is it too late to protect? */
    boolean protectsNoMore(LocalDate day) {
        return protectUntil.filter(day::isAfter).isPresent() || isOver(day);
    }

    /** Is it too late for everything? */
    boolean isOver(LocalDate day) {
        return processUntil.filter(day::isAfter).isPresent();
    }
}
