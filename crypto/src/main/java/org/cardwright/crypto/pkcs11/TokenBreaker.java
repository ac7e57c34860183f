package org.cardwright.crypto.pkcs11;

import java.time.Clock;
import java.time.Instant;
import org.cardwright.crypto.pkcs11.TokenFault.Kind;
import org.cardwright.crypto.pkcs11.TokenHealth.State;

/** Keeps a token that failed out of use for a while; then one call at a time tries it. */
final class TokenBreaker {

    private final Clock clock;
    private final long pauseMs;
    private State state = State.UP;
    private Instant since;
    private long againMs;
    private String lastFault = "";

    TokenBreaker(Clock clock, long pauseMs) {
        this.clock = clock;
        this.pauseMs = pauseMs;
        this.since = clock.instant();
    }

    /** May this token be used now? When it is due for a try, only the first who asks may. */
    synchronized boolean admits() {
        if (state != State.DOWN) {
            return state == State.UP;
        }
        long now = clock.millis();
        // A clock that was set back must not keep the token out.
        if (now < againMs && againMs - now <= pauseMs) {
            return false;
        }
        againMs = now + pauseMs;
        return true;
    }

    /** It worked. */
    synchronized void succeeded() {
        if (state == State.DOWN) {
            change(State.UP);
        }
    }

    /** It failed. */
    synchronized void failed(TokenFault fault) {
        lastFault = fault.said();
        if (fault.kind() == Kind.PIN) {
            change(State.PIN_REFUSED);
        } else if (fault.kind() == Kind.DOWN) {
            againMs = clock.millis() + pauseMs;
            change(State.DOWN);
        }
    }

    synchronized State state() {
        return state;
    }

    synchronized TokenHealth health(TokenSelector token, String label, String serial) {
        return new TokenHealth(token.toString(), label, serial, state, since, lastFault);
    }

    private void change(State next) {
        if (state != next && state != State.PIN_REFUSED) {
            state = next;
            since = clock.instant();
        }
    }
}
