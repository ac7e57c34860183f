package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.List;

/** One number after the other with {@link BigInteger}. Not constant in time. */
final class ScalarRsaEngine implements RsaEngine {

    @Override
    public List<BigInteger> findPrimes(List<PrimeSearch> searches) {
        return searches.stream().map(PrimeFinder::find).toList();
    }

    @Override
    public List<byte[]> privateOperations(List<PrivateOperation> operations) {
        return operations.stream().map(ScalarRsaEngine::apply).toList();
    }

    /** Chinese remainder theorem, RFC 8017, 5.1.2, step 2b. */
    private static byte[] apply(PrivateOperation operation) {
        RsaPrivateKey key = operation.key();
        BigInteger c = new BigInteger(1, operation.block().toByteArray());
        BigInteger m1 = c.modPow(key.number(CrtPart.D_P), key.number(CrtPart.P));
        BigInteger m2 = c.modPow(key.number(CrtPart.D_Q), key.number(CrtPart.Q));
        return operation.join(m1, m2);
    }
}
