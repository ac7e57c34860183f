package org.cardwright.crypto.pkcs11;

/**
 * What is done on a token with one session. It may run several times, on this token or another one, until it ends well; so it keeps
 * nothing of an earlier run, and gives no {@link TokenKey} away.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface TokenWork<T> {

    /** Does it. A {@link TokenFault} is let through. */
    T on(TokenSession session);
}
