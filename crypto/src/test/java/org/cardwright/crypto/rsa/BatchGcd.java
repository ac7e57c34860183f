package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Which moduli share a factor with another one, by a product tree and a remainder tree.
 *
 * <p>Bernstein, How to find smooth parts of integers (2004); Heninger et al., Mining your Ps and Qs (2012), 3.3.
 */
final class BatchGcd {

    private BatchGcd() {}

    /** The moduli that have a factor in common with another one of the list, in their order. */
    static List<BigInteger> weak(List<BigInteger> moduli) {
        List<List<BigInteger>> tree = new ArrayList<>();
        tree.add(moduli);
        while (tree.get(tree.size() - 1).size() > 1) {
            tree.add(products(tree.get(tree.size() - 1)));
        }
        List<BigInteger> remainders = tree.get(tree.size() - 1);
        for (int level = tree.size() - 2; level >= 0; level--) {
            remainders = remainders(remainders, tree.get(level));
        }
        List<BigInteger> weak = new ArrayList<>();
        for (int i = 0; i < moduli.size(); i++) {
            BigInteger others = remainders.get(i).divide(moduli.get(i));
            if (!others.gcd(moduli.get(i)).equals(BigInteger.ONE)) {
                weak.add(moduli.get(i));
            }
        }
        return weak;
    }

    private static List<BigInteger> products(List<BigInteger> level) {
        List<BigInteger> products = new ArrayList<>();
        for (int i = 0; i < level.size(); i += 2) {
            products.add(i + 1 < level.size() ? level.get(i).multiply(level.get(i + 1)) : level.get(i));
        }
        return products;
    }

    /** The product of all modulo the square of each. */
    private static List<BigInteger> remainders(List<BigInteger> above, List<BigInteger> level) {
        List<BigInteger> remainders = new ArrayList<>();
        for (int i = 0; i < level.size(); i++) {
            remainders.add(above.get(i / 2).mod(level.get(i).multiply(level.get(i))));
        }
        return remainders;
    }
}
