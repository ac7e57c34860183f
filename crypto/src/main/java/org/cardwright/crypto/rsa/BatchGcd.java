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
        boolean[] found = weakAmong(moduli);
        List<BigInteger> weak = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (found[i]) {
                weak.add(moduli.get(i));
            }
        }
        return weak;
    }

    /** True for each modulus that has a factor in common with another one of the list. */
    static boolean[] weakAmong(List<BigInteger> moduli) {
        boolean[] weak = new boolean[moduli.size()];
        if (moduli.isEmpty()) {
            return weak;
        }
        List<List<BigInteger>> tree = tree(moduli);
        List<BigInteger> remainders = top(tree);
        for (int level = tree.size() - 2; level >= 0; level--) {
            remainders = remainders(remainders, squares(tree.get(level)));
        }
        for (int i = 0; i < weak.length; i++) {
            weak[i] = sharesFactor(moduli.get(i), remainders.get(i).divide(moduli.get(i)));
        }
        return weak;
    }

    /** True for each modulus that has a factor in common with one of the products. */
    static boolean[] weakAgainst(List<BigInteger> moduli, List<BigInteger> products) {
        boolean[] weak = new boolean[moduli.size()];
        if (moduli.isEmpty()) {
            return weak;
        }
        List<List<BigInteger>> tree = tree(moduli);
        BigInteger all = top(tree).get(0);
        BigInteger rest = BigInteger.ONE;
        for (BigInteger product : products) {
            rest = rest.multiply(product.mod(all)).mod(all);
        }
        List<BigInteger> remainders = List.of(rest);
        for (int level = tree.size() - 2; level >= 0; level--) {
            remainders = remainders(remainders, tree.get(level));
        }
        for (int i = 0; i < weak.length; i++) {
            weak[i] = sharesFactor(moduli.get(i), remainders.get(i));
        }
        return weak;
    }

    /** The product of numbers, by a tree. */
    static BigInteger product(List<BigInteger> numbers) {
        return top(tree(numbers)).get(0);
    }

    private static boolean sharesFactor(BigInteger modulus, BigInteger others) {
        return !others.gcd(modulus).equals(BigInteger.ONE);
    }

    /** The numbers, then products of two of the level before, up to the product of all. */
    private static List<List<BigInteger>> tree(List<BigInteger> numbers) {
        List<List<BigInteger>> tree = new ArrayList<>();
        tree.add(numbers);
        while (top(tree).size() > 1) {
            tree.add(products(top(tree)));
        }
        return tree;
    }

    private static List<BigInteger> top(List<List<BigInteger>> tree) {
        return tree.get(tree.size() - 1);
    }

    private static List<BigInteger> products(List<BigInteger> level) {
        List<BigInteger> products = new ArrayList<>();
        for (int i = 0; i < level.size(); i += 2) {
            products.add(i + 1 < level.size() ? level.get(i).multiply(level.get(i + 1)) : level.get(i));
        }
        return products;
    }

    private static List<BigInteger> squares(List<BigInteger> level) {
        return level.stream().map(number -> number.multiply(number)).toList();
    }

    /** What is above each number, modulo that number. */
    private static List<BigInteger> remainders(List<BigInteger> above, List<BigInteger> level) {
        List<BigInteger> remainders = new ArrayList<>();
        for (int i = 0; i < level.size(); i++) {
            remainders.add(above.get(i / 2).mod(level.get(i)));
        }
        return remainders;
    }
}
