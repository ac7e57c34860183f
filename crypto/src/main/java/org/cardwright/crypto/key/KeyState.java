package org.cardwright.crypto.key;

import java.util.Set;

/**
 * Where a key stands in its life and where it may go from there. NIST SP 800-57 part 1, 7; what it may do, {@link KeyOperation}.
 */
public enum KeyState {
    /** Made, not yet released for use. */
    PRE_ACTIVATION('P'),
    /** In use. */
    ACTIVE('A'),
    /** Out of use for a while. */
    SUSPENDED('S'),
    /** Out of use for good; old data may still be read. */
    DEACTIVATED('D'),
    /** Known to others, or feared to be. */
    COMPROMISED('C'),
    /** To be destroyed on a day; until then it can be called back, and nothing is done with it. */
    PENDING_DESTRUCTION('W'),
    /** Its bytes are gone; name, use and check value are left. */
    DESTROYED('X');

    private final char letter;

    KeyState(char letter) {
        this.letter = letter;
    }

    /** May a key go from this state to that one? One that waits for its destruction goes back only to where it came from. */
    public boolean mayBecome(KeyState next) {
        Set<KeyState> allowed = switch (this) {
            case PRE_ACTIVATION -> Set.of(ACTIVE, COMPROMISED, PENDING_DESTRUCTION);
            case ACTIVE -> Set.of(SUSPENDED, DEACTIVATED, COMPROMISED);
            case SUSPENDED -> Set.of(ACTIVE, DEACTIVATED, COMPROMISED);
            case DEACTIVATED -> Set.of(COMPROMISED, PENDING_DESTRUCTION);
            case COMPROMISED -> Set.of(PENDING_DESTRUCTION);
            case PENDING_DESTRUCTION -> Set.of(PRE_ACTIVATION, DEACTIVATED, COMPROMISED, DESTROYED);
            case DESTROYED -> Set.of();
        };
        return allowed.contains(next);
    }

    /** The letter in our attribute block. */
    char letter() {
        return letter;
    }

    static KeyState ofLetter(char letter) {
        for (KeyState state : values()) {
            if (state.letter == letter) {
                return state;
            }
        }
        throw new KeyRefusedException("the key block names no known state");
    }
}
