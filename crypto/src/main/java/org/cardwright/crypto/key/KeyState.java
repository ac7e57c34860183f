package org.cardwright.crypto.key;

import java.util.Set;

/**
 * Where a key stands in its life and what it may still do. NIST SP 800-57 part 1, 7.
 *
 * <p>To protect is to derive, wrap, sign or encrypt; to process is to decrypt or verify what was protected before.
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
    COMPROMISED('C');

    private final char letter;

    KeyState(char letter) {
        this.letter = letter;
    }

    /** May a key of this state derive, wrap, sign or encrypt? */
    public boolean mayProtect() {
        return this == ACTIVE;
    }

    /** May a key of this state decrypt or verify? */
    public boolean mayProcess() {
        return this == ACTIVE || this == SUSPENDED || this == DEACTIVATED;
    }

    /** May a key go from this state to that one? */
    public boolean mayBecome(KeyState next) {
        Set<KeyState> allowed = switch (this) {
            case PRE_ACTIVATION -> Set.of(ACTIVE, COMPROMISED);
            case ACTIVE -> Set.of(SUSPENDED, DEACTIVATED, COMPROMISED);
            case SUSPENDED -> Set.of(ACTIVE, DEACTIVATED, COMPROMISED);
            case DEACTIVATED -> Set.of(COMPROMISED);
            case COMPROMISED -> Set.of();
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
