package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

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

    /** The engine that turns out fastest on this machine; it is asked only after some seconds of work. */
    static RsaEngine fastest() {
        return FastestRsaEngine.SHARED;
    }

    /** The engine for vector instructions, untried, where the JDK and the class path have what it needs. */
    static Optional<RsaEngine> vector() {
        return EngineTrial.vectorEngine();
    }

    /** The engine that runs on every JDK. */
    static RsaEngine scalar() {
        return new ScalarRsaEngine();
    }
}
