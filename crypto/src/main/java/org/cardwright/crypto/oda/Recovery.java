package org.cardwright.crypto.oda;

import java.util.Optional;
import java.util.function.Function;

/**
 * What came out of a certificate or signature: its content, or why a terminal refuses it.
 *
 * <p>EMV 4.4 Book 2, 5.3, 5.4, 6.3, 6.4 and 7.1.
 *
 * @param <T> content
 */
public sealed interface Recovery<T> {

    /**
     * It verified.
     *
     * @param content content
     */
    record Recovered<T>(T content) implements Recovery<T> {}

    /**
     * It did not verify.
     *
     * @param reason first reason in the order of the book
     */
    record Refused<T>(CertificateFault reason) implements Recovery<T> {}

    /** It verified. */
    static <T> Recovery<T> of(T value) {
        return new Recovered<>(value);
    }

    /** It did not verify. */
    static <T> Recovery<T> refused(CertificateFault fault) {
        return new Refused<>(fault);
    }

    /** The next check, made only when everything verified so far. */
    default <R> Recovery<R> then(Function<? super T, Recovery<R>> next) {
        if (this instanceof Recovered<T> recovered) {
            return next.apply(recovered.content());
        }
        return refused(((Refused<T>) this).reason());
    }

    /** The content, if it verified. */
    default Optional<T> value() {
        return this instanceof Recovered<T> recovered ? Optional.of(recovered.content()) : Optional.empty();
    }

    /** The reason, if it did not verify. */
    default Optional<CertificateFault> fault() {
        return this instanceof Refused<T> refused ? Optional.of(refused.reason()) : Optional.empty();
    }
}
