package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.List;

/**
 * The costly arithmetic of RSA, replaceable by engines that work on several numbers at once.
 *
 * <p>Results are checked by the callers: primes through the key pair they make, private operations with the public exponent.
 * Engines are safe for use by several threads.
 */
public interface RsaEngine {

    /** One prime per search, in order. The searches are independent of one another. */
    List<BigInteger> findPrimes(List<PrimeSearch> searches);

    /** {@code block^d mod n}, one result of the length of the modulus per operation, in order. */
    List<byte[]> privateOperations(List<PrivateOperation> operations);

    /** The engine that runs on every JDK. */
    static RsaEngine scalar() {
        return new ScalarRsaEngine();
    }
}
