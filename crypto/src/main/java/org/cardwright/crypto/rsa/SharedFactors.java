package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cardwright.formats.bytes.ByteString;

/**
 * A watch over moduli: which new ones share a factor with each other or with one that came before. A healthy generator makes no two
 * such keys in the life of the universe; one that does is broken, and both keys are known to whoever compares them.
 *
 * <p>The moduli before are kept as products, so that a whole chunk is held against each of them at once. Not safe for several
 * threads. Heninger et al., Mining your Ps and Qs (2012), 3.3.
 */
public final class SharedFactors {

    /** Moduli behind one product: few numbers to go through, none so long that a division takes seconds. */
    private static final int PRODUCT_SIZE = 1_024;

    private final List<BigInteger> products = new ArrayList<>();
    private final List<BigInteger> recent = new ArrayList<>();

    /** Takes moduli in without a look at them. */
    public void add(List<ByteString> moduli) {
        for (BigInteger modulus : numbers(moduli)) {
            recent.add(modulus);
            if (recent.size() == PRODUCT_SIZE) {
                products.add(BatchGcd.product(recent));
                recent.clear();
            }
        }
    }

    /** Which of these, counted from 0, share a factor with another one of them or with one that was taken in. */
    public List<Integer> weak(List<ByteString> moduli) {
        List<BigInteger> numbers = numbers(moduli);
        List<BigInteger> before = new ArrayList<>(products);
        if (!recent.isEmpty()) {
            before.add(BatchGcd.product(recent));
        }
        boolean[] weak = BatchGcd.weakAmong(numbers);
        boolean[] known = BatchGcd.weakAgainst(numbers, before);
        return IntStream.range(0, weak.length)
                .filter(i -> weak[i] || known[i])
                .boxed()
                .toList();
    }

    /** Do two moduli have a factor in common? */
    public static boolean share(ByteString one, ByteString other) {
        return !new BigInteger(1, one.toByteArray())
                .gcd(new BigInteger(1, other.toByteArray()))
                .equals(BigInteger.ONE);
    }

    private static List<BigInteger> numbers(List<ByteString> moduli) {
        return moduli.stream()
                .map(modulus -> new BigInteger(1, modulus.toByteArray()))
                .toList();
    }
}
