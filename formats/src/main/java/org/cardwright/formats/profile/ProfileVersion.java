package org.cardwright.formats.profile;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Identity and time of a profile.
 *
 * @param id name
 * @param number from 1; the highest one that holds on a day is taken
 * @param effective first day
 * @param until last day
 */
record ProfileVersion(String id, int number, LocalDate effective, LocalDate until) {

    private static final LocalDate FOR_EVER = LocalDate.of(2099, 12, 31);

    static ProfileVersion of(ProfileDocument document, String id, int number, Days days) {
        try {
            LocalDate effective = LocalDate.parse(days.effective);
            LocalDate until = days.until == null ? FOR_EVER : LocalDate.parse(days.until);
            if (number < 1 || until.isBefore(effective)) {
                throw document.error(document.root(), "a version is 1 or above and until is not before effective");
            }
            return new ProfileVersion(id, number, effective, until);
        } catch (DateTimeException notADay) {
            throw document.error(document.root(), "effective and until are days, yyyy-mm-dd");
        }
    }

    /** First and last day as written. */
    record Days(String effective, @Nullable String until) {}

    boolean holdsOn(LocalDate day) {
        return !day.isBefore(effective) && !day.isAfter(until);
    }

    /** {@code visa-credit v2}. */
    @Override
    public String toString() {
        return id + " v" + number;
    }
}
