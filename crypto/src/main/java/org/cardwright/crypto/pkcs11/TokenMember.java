package org.cardwright.crypto.pkcs11;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.pkcs11.TokenFault.Kind;
import org.cardwright.crypto.pkcs11.TokenLibrary.Seat;
import org.jspecify.annotations.Nullable;

/** One token of a group: its sessions, the handles that are known, and how it does. */
final class TokenMember {

    /** The first try and one with new session, login and handles. */
    private static final int TRIES = 2;

    private final TokenSelector selector;
    private final SessionPool sessions;
    private final TokenBreaker breaker;
    private final Semaphore permits;
    private final int limit;
    private final long patienceMs;
    private final Map<TokenKeyName, Known> keys = new ConcurrentHashMap<>();
    private volatile @Nullable Boolean singleDes;

    private record Known(long generation, TokenKey key) {}

    TokenMember(TokenSelector selector, TokenGroupSettings settings, SessionPool sessions, Clock clock) {
        this.selector = selector;
        this.sessions = sessions;
        this.breaker = new TokenBreaker(clock, settings.breaker().toMillis());
        this.limit = settings.sessionsPerToken();
        this.permits = new Semaphore(limit, true);
        this.patienceMs = settings.patience().toMillis();
    }

    /** Does repeatable work; session, login or handles of the past are made new once. */
    <T> T run(TokenWork<T> work) {
        for (int left = TRIES - 1; ; left--) {
            try {
                return once(work, sessions::take);
            } catch (TokenFault fault) {
                if (fault.kind() != Kind.STALE || left == 0) {
                    throw judged(fault);
                }
                sessions.forget();
            }
        }
    }

    /** Does work that must not be done twice, with a new session on a token that was seen alive. */
    <T> T runOnce(TokenWork<T> work) {
        try {
            return once(work, sessions::takeNew);
        } catch (TokenFault fault) {
            throw judged(fault);
        }
    }

    private <T> T once(TokenWork<T> work, Supplier<RawSession> source) {
        enter();
        try {
            RawSession raw = source.get();
            TokenSession session = new TokenSession(this, raw);
            try {
                T result = work.on(session);
                breaker.succeeded();
                return result;
            } finally {
                session.end();
                sessions.giveBack(raw);
            }
        } finally {
            permits.release();
        }
    }

    private void enter() {
        try {
            if (!permits.tryAcquire(patienceMs, TimeUnit.MILLISECONDS)) {
                throw TokenFault.of(Kind.FAILED, "all " + limit + " sessions were in use for too long");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.UNAVAILABLE, "interrupted while waiting for a session", interrupted);
        }
    }

    /**
     * What a fault means. Codes for a lost token also stand for a request it did not like, and a lost token may only look as if it held
     * no key: so the token is asked whether it is there.
     */
    private TokenFault judged(TokenFault fault) {
        TokenFault judged = switch (fault.kind()) {
            case DOWN, STALE, NO_KEY -> sessions.isAlive() ? livingFault(fault) : fault.as(Kind.DOWN);
            default -> fault;
        };
        if (judged.kind() == Kind.DOWN) {
            sessions.forget();
        }
        breaker.failed(judged);
        return judged;
    }

    private static TokenFault livingFault(TokenFault fault) {
        if (fault.kind() == Kind.NO_KEY) {
            return fault;
        }
        return fault.as(fault.call().equals("C_UnwrapKey") ? Kind.DATA : Kind.FAILED);
    }

    /** Logs in and asks the token; what is wrong with it, or {@code null}. */
    @Nullable
    TokenFault connect() {
        try {
            sessions.giveBack(sessions.takeNew());
            breaker.succeeded();
            return null;
        } catch (TokenFault fault) {
            breaker.failed(fault.kind() == Kind.STALE ? fault.as(Kind.DOWN) : fault);
            return fault;
        }
    }

    boolean admits() {
        return breaker.admits();
    }

    boolean isUp() {
        return breaker.state() == TokenHealth.State.UP;
    }

    int running() {
        return limit - permits.availablePermits();
    }

    TokenHealth health() {
        Seat seat = sessions.lastSeat();
        return breaker.health(selector, seat == null ? "" : seat.label(), seat == null ? "" : seat.serial());
    }

    void forget() {
        sessions.forget();
        keys.clear();
    }

    long generation() {
        return sessions.generation();
    }

    /** The key of that name, looked for once as long as handles are good. */
    TokenKey key(TokenKeyName name, Supplier<TokenKey> find) {
        Known known = keys.get(name);
        if (known != null && known.generation() == generation()) {
            return known.key();
        }
        TokenKey found = find.get();
        keys.put(name, new Known(generation(), found));
        return found;
    }

    /** Handles of deleted keys are not used again. */
    void forgetKey(TokenKeyName name) {
        keys.keySet().removeIf(known -> known.label().equals(name.label()));
    }

    /** Does single DES work here? Tried once: what a token lists and what it does are two things. */
    boolean doesSingleDes() {
        Boolean known = singleDes;
        if (known == null) {
            known = triesSingleDes();
            singleDes = known;
        }
        return known;
    }

    private boolean triesSingleDes() {
        RawSession session = sessions.takeNew();
        try {
            KeyMaking.trySingleDes(session);
            return true;
        } catch (TokenFault fault) {
            if (fault.kind() != Kind.REFUSED) {
                throw fault;
            }
            return false;
        } finally {
            session.close();
        }
    }

    /** The token, as the settings name it. */
    String name() {
        return selector.toString();
    }
}
