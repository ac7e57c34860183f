package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.crypto.rsa.Lanes.Power;

/** Several numbers at once, with the Vector API of the JDK. Not constant in time. Found by {@link FastestRsaEngine}. */
final class VectorRsaEngine implements RsaEngine {

    /** A row costs about as much as two or three powers one by one. */
    private static final int LEAST_ROW = 3;

    @Override
    public List<BigInteger> findPrimes(List<PrimeSearch> searches) {
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int i = 0; i < searches.size(); i++) {
            byLength.computeIfAbsent(searches.get(i).bits(), bits -> new ArrayList<>())
                    .add(i);
        }
        BigInteger[] primes = new BigInteger[searches.size()];
        byLength.values().forEach(indexes -> {
            List<BigInteger> found =
                    LanePrimes.find(indexes.stream().map(searches::get).toList());
            for (int i = 0; i < indexes.size(); i++) {
                primes[indexes.get(i)] = found.get(i);
            }
        });
        return List.of(primes);
    }

    /** Two powers per operation, rows of powers of one length. RFC 8017, 5.1.2, step 2b. */
    @Override
    public List<byte[]> privateOperations(List<PrivateOperation> operations) {
        List<Power> powers = new ArrayList<>(2 * operations.size());
        for (PrivateOperation operation : operations) {
            powers.addAll(halves(operation));
        }
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int i = 0; i < powers.size(); i++) {
            byLength.computeIfAbsent(powers.get(i).modulus().bitLength(), bits -> new ArrayList<>())
                    .add(i);
        }
        BigInteger[] results = new BigInteger[powers.size()];
        byLength.forEach((bits, indexes) -> raise(bits, indexes, powers, results));
        List<byte[]> answers = new ArrayList<>(operations.size());
        for (int i = 0; i < operations.size(); i++) {
            answers.add(operations.get(i).join(results[2 * i], results[2 * i + 1]));
        }
        return answers;
    }

    private static void raise(int bits, List<Integer> indexes, List<Power> powers, BigInteger[] results) {
        try (Lanes lanes = new Lanes(bits)) {
            for (int from = 0; from < indexes.size(); from += Lanes.COUNT) {
                List<Integer> part = indexes.subList(from, Math.min(indexes.size(), from + Lanes.COUNT));
                List<Power> row = part.stream().map(powers::get).toList();
                BigInteger[] raised = row.size() < LEAST_ROW
                        ? row.stream()
                                .map(one -> one.base().modPow(one.exponent(), one.modulus()))
                                .toArray(BigInteger[]::new)
                        : lanes.raise(row);
                for (int i = 0; i < raised.length; i++) {
                    results[part.get(i)] = raised[i];
                }
            }
        }
    }

    /** RFC 8017, 5.1.2, step 2b, i and ii. */
    private static List<Power> halves(PrivateOperation operation) {
        RsaPrivateKey key = operation.key();
        BigInteger block = new BigInteger(1, operation.block().toByteArray());
        BigInteger p = key.number(CrtPart.P);
        BigInteger q = key.number(CrtPart.Q);
        return List.of(
                new Power(block.mod(p), key.number(CrtPart.D_P), p),
                new Power(block.mod(q), key.number(CrtPart.D_Q), q));
    }
}
