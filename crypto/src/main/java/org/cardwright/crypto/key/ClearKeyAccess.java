package org.cardwright.crypto.key;

/**
 * The one door through which the clear bytes of a secret are touched.
 *
 * <p>Searching for this name lists every line that handles a clear key; a test pins their number, so that a new one is
 * seen in review.
 */
public final class ClearKeyAccess {

    private ClearKeyAccess() {}

    /**
     * The array behind the secret, not a copy: valid until the secret is closed. The caller neither changes it nor keeps
     * it, and wipes every copy it makes.
     *
     * @throws IllegalStateException when the secret was wiped already
     */
    public static byte[] open(SecretBytes secret) {
        return secret.bytes();
    }
}
