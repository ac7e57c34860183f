package org.cardwright.crypto.pkcs11;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.pkcs11.TokenFault.Kind;
import org.cardwright.crypto.pkcs11.TokenHealth.State;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that hold the same keys, used as one: work goes to the least busy token that is well, and on to the next when a token fails.
 *
 * <p>A token that failed is left alone for a while and tried again then; some libraries bring a token back only after they were started
 * again, which {@link #recover()} does between two pieces of work. The group is safe for several threads; work does not start work.
 */
public final class TokenGroup implements AutoCloseable {

    private final TokenGroupSettings settings;
    private final TokenLibrary library;
    private final TokenPin pin;
    private final List<TokenMember> members = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    private TokenGroup(TokenGroupSettings settings, TokenLibrary library, TokenPin pin, Clock clock) {
        this.settings = settings;
        this.library = library;
        this.pin = pin;
        for (TokenSelector token : settings.tokens()) {
            members.add(new TokenMember(token, settings, new SessionPool(token, library, pin), clock));
        }
    }

    /**
     * Starts the library and logs in to every token. At least one must be there; {@link #health()} says which are not.
     *
     * @param pin of the user of all tokens, UTF-8; copied, the caller closes its own
     * @param clock says since when a token is in its state
     * @throws SecurityModuleException UNAVAILABLE when there is no library or no token, KEY_REFUSED when a token refuses the PIN (it is
     *     not tried a second time), is not initialized, or is not the only one of its name
     */
    public static TokenGroup open(TokenGroupSettings settings, SecretBytes pin, Clock clock) {
        TokenLibrary library = TokenLibrary.acquire(settings.library());
        TokenGroup group = new TokenGroup(settings, library, new TokenPin(pin), clock);
        try {
            group.logIn();
        } catch (RuntimeException refused) {
            group.close();
            throw refused;
        }
        return group;
    }

    private void logIn() {
        locked(() -> {
            Map<TokenMember, TokenFault> faults = new LinkedHashMap<>();
            for (TokenMember member : members) {
                TokenFault fault = member.connect();
                if (fault != null && fault.kind() != Kind.DOWN) {
                    throw fault.toModuleException(member.name());
                }
                if (fault != null) {
                    faults.put(member, fault);
                }
            }
            if (faults.size() == members.size()) {
                throw unavailable(faults);
            }
            return faults.size();
        });
    }

    /**
     * Does work that may be done again: derive, wrap, encrypt, compute a MAC, sign.
     *
     * @throws SecurityModuleException UNAVAILABLE when no token is left, KEY_REFUSED when no token holds the key or it may not be used so,
     *     BAD_INPUT when the token refuses the data
     */
    public <T> T run(TokenWork<T> work) {
        return locked(() -> go(work, true));
    }

    /**
     * Does work that must not be done twice, such as making a key that stays: when it fails after it began, nobody tries again.
     *
     * @throws SecurityModuleException as {@link #run} does
     */
    public <T> T runOnce(TokenWork<T> work) {
        return locked(() -> go(work, false));
    }

    /**
     * Does work on every token, once on each: a key is brought to all or seen to be on all.
     *
     * @return results by token, as the settings name it
     * @throws SecurityModuleException UNAVAILABLE, before anything is done, when one of the tokens is not there; and when one fails in between
     */
    public <T> Map<String, T> onEach(TokenWork<T> work) {
        return locked(() -> {
            for (TokenMember member : members) {
                TokenFault fault = member.connect();
                if (fault != null) {
                    throw new SecurityModuleException(
                            SecurityModuleException.Kind.UNAVAILABLE,
                            "not all tokens are there: token " + member.name() + ": " + fault.said(),
                            fault);
                }
            }
            Map<String, T> results = new LinkedHashMap<>();
            for (TokenMember member : members) {
                results.put(member.name(), onOne(member, work));
            }
            return results;
        });
    }

    private static <T> T onOne(TokenMember member, TokenWork<T> work) {
        try {
            return member.runOnce(work);
        } catch (TokenFault fault) {
            throw fault.toModuleException(member.name());
        }
    }

    private <T> T go(TokenWork<T> work, boolean repeatable) {
        Map<TokenMember, TokenFault> faults = new LinkedHashMap<>();
        for (int tried = 0; tried < members.size(); tried++) {
            TokenMember member = pick(faults.keySet());
            if (member == null) {
                break;
            }
            TokenFault fault = repeatable ? null : member.connect();
            if (fault == null) {
                try {
                    return repeatable ? member.run(work) : member.runOnce(work);
                } catch (TokenFault caught) {
                    fault = caught;
                }
                if (!repeatable || fault.kind() == Kind.DATA || fault.kind() == Kind.REFUSED) {
                    throw fault.toModuleException(member.name());
                }
            }
            faults.put(member, fault);
        }
        throw unavailable(faults);
    }

    /** One that is due for a try after it failed, else the least busy of those that are well, in turn. */
    private @Nullable TokenMember pick(Set<TokenMember> tried) {
        TokenMember best = null;
        int first = Math.floorMod(turn.getAndIncrement(), members.size());
        for (int i = 0; i < members.size(); i++) {
            TokenMember member = members.get((first + i) % members.size());
            if (tried.contains(member) || !member.admits()) {
                continue;
            }
            if (!member.isUp()) {
                return member;
            }
            if (best == null || member.running() < best.running()) {
                best = member;
            }
        }
        return best;
    }

    private SecurityModuleException unavailable(Map<TokenMember, TokenFault> faults) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        members.forEach(member ->
                kinds.add(faults.containsKey(member) ? faults.get(member).kind() : Kind.DOWN));
        boolean refused = kinds.size() == 1 && (kinds.contains(Kind.PIN) || kinds.contains(Kind.NO_KEY));
        String reasons = health().stream()
                .map(health -> "token " + health.token() + ": " + health.lastFault())
                .collect(Collectors.joining("; "));
        SecurityModuleException exception = new SecurityModuleException(
                refused ? SecurityModuleException.Kind.KEY_REFUSED : SecurityModuleException.Kind.UNAVAILABLE,
                "no token is left. " + reasons);
        faults.values().forEach(exception::addSuppressed);
        return exception;
    }

    /** What is known of every token, without asking it. */
    public List<TokenHealth> health() {
        return members.stream().map(TokenMember::health).toList();
    }

    /** Asks every token that did not refuse the PIN; then what is known. */
    public List<TokenHealth> check() {
        return locked(this::checked);
    }

    private List<TokenHealth> checked() {
        members.forEach(TokenMember::connect);
        return health();
    }

    /** Tries every operation with throw-away keys on every token that is well: a second or so. */
    public TokenCapabilities capabilities() {
        return TokenCapabilities.of(this::tried);
    }

    /** Tries one of them. */
    public TokenCapabilities.Outcome tried(TokenOperation operation) {
        return locked(() -> {
            TokenCapabilities.Outcome outcome = TokenCapabilities.of(
                    members.stream().filter(TokenMember::isUp).toList(), operation);
            if (members.stream().noneMatch(TokenMember::isUp)) {
                throw unavailable(Map.of());
            }
            return outcome;
        });
    }

    /**
     * Waits until no work runs in the library, starts it again if a token is not well, and logs in again: for a safe point, such as between
     * two chunks. A token whose PIN was refused stays out.
     *
     * @return how the tokens do now
     * @throws SecurityModuleException UNAVAILABLE when work does not end in time, or the library does not start again
     */
    public List<TokenHealth> recover() {
        Lock alone = library.work().writeLock();
        if (!drained(alone)) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.UNAVAILABLE, "work on the tokens did not end in time");
        }
        try {
            requireOpen();
            members.forEach(TokenMember::connect);
            if (health().stream().anyMatch(health -> health.state() == State.DOWN)) {
                members.forEach(TokenMember::forget);
                library.restart();
                return checked();
            }
            return health();
        } finally {
            alone.unlock();
        }
    }

    private boolean drained(Lock alone) {
        try {
            return alone.tryLock(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T locked(Supplier<T> work) {
        Lock lock = library.work().readLock();
        lock.lock();
        try {
            requireOpen();
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("a closed group of tokens is used");
        }
    }

    /** Closes sessions, wipes the PIN and lets go of the library, once running work has ended. A second call does nothing. */
    @Override
    public void close() {
        Lock alone = library.work().writeLock();
        boolean idle = drained(alone);
        try {
            if (closed) {
                return;
            }
            closed = true;
            if (idle) {
                members.forEach(TokenMember::forget);
                TokenLibrary.release(library);
            }
            pin.close();
        } finally {
            if (idle) {
                alone.unlock();
            }
        }
    }
}
