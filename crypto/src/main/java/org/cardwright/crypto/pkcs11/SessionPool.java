package org.cardwright.crypto.pkcs11;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.cardwright.crypto.pkcs11.TokenFault.Kind;
import org.cardwright.crypto.pkcs11.TokenLibrary.Seat;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions of one token, logged in. PKCS #11 v3.0, 5.6; a login counts for all sessions of the process with that token (5.6.8).
 *
 * <p>What belongs to an earlier start of the library or an earlier login is forgotten, never used.
 */
final class SessionPool {

    private static final int ALIVE_BYTES = 8;

    private final TokenSelector selector;
    private final TokenLibrary library;
    private final TokenPin pin;
    private final Deque<RawSession> idle = new ArrayDeque<>();
    private @Nullable Seat seat;
    private @Nullable TokenFault pinRefusal;
    private long epoch = -1;
    private final AtomicLong generation = new AtomicLong();

    SessionPool(TokenSelector selector, TokenLibrary library, TokenPin pin) {
        this.selector = selector;
        this.library = library;
        this.pin = pin;
    }

    /** A session that is logged in: one that was given back, or a new one. */
    synchronized RawSession take() {
        followLibrary();
        RawSession session = idle.poll();
        return session == null ? open() : session;
    }

    /** A new session that is logged in, on a token that answers. */
    synchronized RawSession takeNew() {
        followLibrary();
        checkAlive();
        return open();
    }

    /** Takes a session back, unless a call on it failed. */
    synchronized void giveBack(RawSession session) {
        if (session.hasFailed() || epoch != library.epoch()) {
            session.close();
        } else {
            idle.push(session);
        }
    }

    /** Drops all sessions and with them what is known of handles. */
    synchronized void forget() {
        generation.incrementAndGet();
        idle.forEach(RawSession::close);
        idle.clear();
    }

    /** Does the token answer, and is it still the same one? */
    synchronized boolean isAlive() {
        try {
            followLibrary();
            checkAlive();
            return true;
        } catch (TokenFault lost) {
            return false;
        }
    }

    /** Asks for its serial number, a login and random bytes: objects may be missing without an error, random bytes not. */
    private void checkAlive() {
        Seat known = seat();
        if (!library.seat(known.slot()).serial().equals(known.serial())) {
            throw TokenFault.of(Kind.DOWN, "another token is in the slot");
        }
        RawSession session = open();
        try {
            session.random(ALIVE_BYTES);
        } finally {
            session.close();
        }
    }

    private RawSession open() {
        if (pinRefusal != null) {
            throw pinRefusal;
        }
        RawSession session = RawSession.open(library.calls(), seat().slot(), selector.toString());
        try {
            pin.use(session::login);
        } catch (TokenFault refused) {
            session.close();
            pinRefusal = refused.kind() == Kind.PIN ? refused : null;
            throw refused;
        }
        return session;
    }

    private Seat seat() {
        if (seat == null) {
            seat = locate();
        }
        return seat;
    }

    private Seat locate() {
        List<Seat> there = library.seats();
        List<Seat> fitting = there.stream()
                .filter(found -> selector.fits(found.label(), found.serial()))
                .toList();
        if (fitting.isEmpty()) {
            throw TokenFault.of(Kind.DOWN, "there is no such token, only " + labels(there));
        }
        if (fitting.size() > 1) {
            throw TokenFault.of(Kind.REFUSED, "several tokens have that name: name it by its serial number");
        }
        if (!fitting.get(0).initialized()) {
            throw TokenFault.of(Kind.REFUSED, "the token is not initialized");
        }
        return fitting.get(0);
    }

    private static String labels(List<Seat> there) {
        String labels =
                there.stream().filter(Seat::initialized).map(Seat::label).collect(Collectors.joining(", "));
        return labels.isEmpty() ? "tokens without a label" : labels;
    }

    /** After a new start of the library every session is gone and the slots may have changed. */
    private void followLibrary() {
        if (epoch != library.epoch()) {
            generation.incrementAndGet();
            idle.clear();
            seat = null;
            epoch = library.epoch();
        }
    }

    /** Where the token was seen last; {@code null} before that. */
    synchronized @Nullable Seat lastSeat() {
        return seat;
    }

    /** Changes whenever handles lose their meaning. */
    long generation() {
        return generation.get();
    }
}
