package org.cardwright.crypto.pkcs11;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * Which tokens hold the keys, and how they are used.
 *
 * @param library the PKCS #11 library of the vendor, a shared object
 * @param tokens tokens with the same keys; one, when the vendor's library makes one slot of a cluster
 * @param breaker how long a token that failed is left alone
 * @param sessionsPerToken most sessions at a time, 1 to 256
 * @param patience how long one waits for a free session, or for running work to end
 * @param answer how long a call of the library may take before it counts as one that never comes back
 */
public record TokenGroupSettings(
        Path library,
        List<TokenSelector> tokens,
        Duration breaker,
        int sessionsPerToken,
        Duration patience,
        Duration answer) {

    /** How long a token that failed is left alone, if nothing else is said. */
    public static final Duration BREAKER = Duration.ofSeconds(1);

    /** Crypto runs in parallel, objects are made and found one at a time in the library: more sessions give little. */
    public static final int SESSIONS = 8;

    /** How long one waits, if nothing else is said. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Longer than a device takes to make an RSA pair while it waits for randomness. */
    public static final Duration ANSWER = Duration.ofMinutes(5);

    private static final int MAX_TOKENS = 16;
    private static final int MAX_SESSIONS = 256;

    /** Checks numbers and that no token is named twice. */
    public TokenGroupSettings {
        tokens = List.copyOf(tokens);
        if (tokens.isEmpty() || tokens.size() > MAX_TOKENS || new HashSet<>(tokens).size() != tokens.size()) {
            throw new IllegalArgumentException("a group has 1 to 16 different tokens");
        }
        if (sessionsPerToken < 1 || sessionsPerToken > MAX_SESSIONS) {
            throw new IllegalArgumentException("a token has 1 to 256 sessions, was " + sessionsPerToken);
        }
        if (breaker.isNegative() || patience.isNegative()) {
            throw new IllegalArgumentException("times are not negative");
        }
    }

    /** A group with the default numbers. */
    public static TokenGroupSettings of(Path library, List<TokenSelector> tokens) {
        return new TokenGroupSettings(library, tokens, BREAKER, SESSIONS, PATIENCE, ANSWER);
    }

    /** The same with other numbers. */
    public TokenGroupSettings with(int sessions, Duration answerWithin) {
        return new TokenGroupSettings(library, tokens, breaker, sessions, patience, answerWithin);
    }
}
