package org.cardwright.crypto.pkcs11;

import iaik.pkcs.pkcs11.wrapper.PKCS11Exception;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls of PKCS #11 libraries that have not come back yet. A native call cannot be interrupted, so whoever finds that one takes too
 * long can only end the process.
 */
public final class TokenCalls {

    /** At most one for each thread. */
    private static final Map<Thread, Begun> RUNNING = new ConcurrentHashMap<>();

    private TokenCalls() {}

    private record Begun(String token, String operation, long nanos) {}

    /**
     * A call that has not come back.
     *
     * @param token as the settings name it, or the library
     * @param operation {@code C_GenerateKeyPair}
     * @param running for how long
     */
    public record Running(String token, String operation, Duration running) {}

    /** Makes a call that is known to run until it comes back. */
    static <T> T running(String token, String operation, RawSession.Call<T> call) throws PKCS11Exception {
        Thread thread = Thread.currentThread();
        RUNNING.put(thread, new Begun(token, operation, System.nanoTime()));
        try {
            return call.make();
        } finally {
            RUNNING.remove(thread);
        }
    }

    /** The call that has run longest, if it has run for longer than this. */
    public static Optional<Running> longerThan(Duration limit) {
        long now = System.nanoTime();
        return RUNNING.values().stream()
                .map(begun -> new Running(begun.token(), begun.operation(), Duration.ofNanos(now - begun.nanos())))
                .max(Comparator.comparing(Running::running))
                .filter(found -> found.running().compareTo(limit) > 0);
    }
}
