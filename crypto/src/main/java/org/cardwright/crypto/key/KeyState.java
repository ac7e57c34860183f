package org.cardwright.crypto.key;

import java.util.Set;

/**
 * Where a key stands in its life and where it may go from there. NIST SP 800-57 part 1, 7; what it may do, {@link KeyOperation}.
 */
public enum KeyState {
    /** Made, not yet released for use. */
    PRE_ACTIVATION('P', KeyStateCustodian.KEY_MANAGER),
    /** In use. */
    ACTIVE('A', KeyStateCustodian.KEY_MANAGER),
    /** Out of use for a while. */
    SUSPENDED('S', KeyStateCustodian.SECURITY_OFFICER),
    /** Out of use for good; old data may still be read. */
    DEACTIVATED('D', KeyStateCustodian.KEY_MANAGER),
    /** Known to others, or feared to be. */
    COMPROMISED('C', KeyStateCustodian.SECURITY_OFFICER),
    /** To be destroyed on a day; until then it can be called back, and nothing is done with it. */
    PENDING_DESTRUCTION('W', KeyStateCustodian.SECURITY_OFFICER),
    /** Its bytes are gone; name, use and check value are left. */
    DESTROYED('X', KeyStateCustodian.SECURITY_OFFICER);

    private final char letter;
    private final KeyStateCustodian custodian;

    KeyState(char letter, KeyStateCustodian custodian) {
        this.letter = letter;
        this.custodian = custodian;
    }

    /** Who answers for keys in this state, and alone asks for one to leave it. */
    public KeyStateCustodian custodian() {
        return custodian;
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
