package org.cardwright.crypto.pkcs11;

import java.time.Instant;

/**
 * How a token does.
 *
 * @param token as the settings name it
 * @param label what the token says, empty while it was never seen
 * @param serial what the token says, empty while it was never seen
 * @param state can it be used?
 * @param since since when it is in this state
 * @param lastFault the last thing that went wrong, {@code CKR_...} where the library said so; empty when nothing did
 */
public record TokenHealth(String token, String label, String serial, State state, Instant since, String lastFault) {

    /** Can a token be used? */
    public enum State {
        /** It works. */
        UP,
        /** It failed: it is tried again from time to time, and after {@link TokenGroup#recover()}. */
        DOWN,
        /** It refused the PIN: it is not tried again while the group is open, since that locks tokens. */
        PIN_REFUSED
    }

    /** Does it work? */
    public boolean isUp() {
        return state == State.UP;
    }
}
