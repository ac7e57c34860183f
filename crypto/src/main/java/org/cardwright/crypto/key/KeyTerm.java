package org.cardwright.crypto.key;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The days in the life of a key. NIST SP 800-57 part 1, 5.3.4 (cryptoperiods) and 7 (states).
 *
 * @param period between which days it is used
 * @param destruction what is planned for a key that waits for its destruction; empty in every other state
 */
public record KeyTerm(Cryptoperiod period, Optional<Destruction> destruction) {

    /** Used without limit, not to be destroyed. */
    public static final KeyTerm UNLIMITED = new KeyTerm(Cryptoperiod.UNLIMITED, Optional.empty());

    /**
     * A destruction that can still be called back.
     *
     * @param notBefore first day on which the key may be destroyed, UTC
     * @param before state to which it goes back when it is called back
     */
    public record Destruction(LocalDate notBefore, KeyState before) {}

    /** Used in a period, not to be destroyed. */
    public static KeyTerm of(Cryptoperiod period) {
        return new KeyTerm(period, Optional.empty());
    }

    /** May a key go from this state to that one? One that waits for its destruction goes back only to where it came from. */
    public boolean leads(KeyState now, KeyState next) {
        boolean backElsewhere = next != KeyState.DESTROYED
                && destruction.filter(planned -> planned.before() != next).isPresent();
        return now.mayBecome(next) && !backElsewhere;
    }

    KeyTerm awaiting(Destruction planned) {
        return new KeyTerm(period, Optional.of(planned));
    }

    KeyTerm withoutDestruction() {
        return of(period);
    }
}
