package org.cardwright.crypto.rsa;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Powers of several numbers at once, each modulo an odd number of its own. Not constant in time; wiped when closed.
 *
 * <p>Inside, x stands as {@code x * R mod n}, R being 2^(51 * limbs), in limbs of 51 bits and below 4n.
 */
final class Lanes implements AutoCloseable {

    static final int COUNT = LaneProduct.LANES;

    /** Bits of an exponent that are taken at once; a table of 2^5 powers pays from some hundred bits on. */
    private static final int WINDOW_BITS = 5;

    /** Leading bits of an exponent that a power of two does not need to be squared for. */
    private static final int HEAD_BITS = 9;

    private final int limbs;
    private final double[] modulus;
    private final double[] inverse = new double[2 * COUNT];
    private final double[] power;
    private final double[] factor;
    private final double[][] table;
    private final long[] columns;
    private final long[] shift = new long[COUNT];
    private final LaneReduction reduction;

    /** Lanes for moduli of that length. */
    Lanes(int bits) {
        this.limbs = LaneLimbs.count(bits);
        this.modulus = new double[LaneProduct.numberLength(limbs)];
        this.power = new double[modulus.length];
        this.factor = new double[modulus.length];
        this.table = new double[1 << WINDOW_BITS][modulus.length];
        this.columns = new long[LaneProduct.columnsLength(limbs)];
        this.reduction = new LaneReduction(limbs, modulus, inverse, columns);
    }

    /** What one lane computes: {@code base^exponent mod modulus}, the base below the modulus, which is odd. */
    record Power(BigInteger base, BigInteger exponent, BigInteger modulus) {}

    /** The powers of one row, in order; at most as many as there are lanes. */
    BigInteger[] raise(List<Power> row) {
        load(row);
        if (row.stream().allMatch(one -> one.base().equals(BigInteger.TWO))) {
            raiseTwo(row);
        } else {
            raiseAny(row);
        }
        return results(row);
    }

    /** Lanes without work repeat that of the last. */
    private static Power at(List<Power> row, int lane) {
        return row.get(Math.min(lane, row.size() - 1));
    }

    private void load(List<Power> row) {
        for (int lane = 0; lane < COUNT; lane++) {
            BigInteger n = at(row, lane).modulus();
            LaneLimbs.put(n, modulus, 1, lane);
            LaneLimbs.put(LaneLimbs.negativeInverse(n), inverse, 0, lane);
        }
    }

    /** From the left, squaring and doubling; the head of the exponent costs one division. */
    private void raiseTwo(List<Power> row) {
        int bits = longest(row);
        int tail = Math.max(0, bits - HEAD_BITS);
        for (int lane = 0; lane < COUNT; lane++) {
            Power one = at(row, lane);
            int head = one.exponent().shiftRight(tail).intValue();
            BigInteger start = BigInteger.ONE.shiftLeft(limbs * LaneProduct.LIMB_BITS + head);
            LaneLimbs.put(start.mod(one.modulus()), power, 1, lane);
        }
        byte[][] exponents = exponents(row, bits);
        for (int bit = tail - 1; bit >= 0; bit--) {
            for (int lane = 0; lane < COUNT; lane++) {
                shift[lane] = digit(exponents[lane], bit, 1);
            }
            square();
        }
        Arrays.fill(shift, 0);
        wipe(exponents);
    }

    /** From the left, five squarings and a product with a power from the table. */
    private void raiseAny(List<Power> row) {
        int windows = (longest(row) + WINDOW_BITS - 1) / WINDOW_BITS;
        byte[][] exponents = exponents(row, windows * WINDOW_BITS);
        fillTable(row);
        System.arraycopy(table[0], 0, power, 0, power.length);
        for (int window = windows - 1; window >= 0; window--) {
            for (int i = 0; i < WINDOW_BITS && window < windows - 1; i++) {
                square();
            }
            for (int lane = 0; lane < COUNT; lane++) {
                double[] entry = table[digit(exponents[lane], window * WINDOW_BITS, WINDOW_BITS)];
                for (int i = COUNT + lane; i < factor.length; i += COUNT) {
                    factor[i] = entry[i];
                }
            }
            LaneProduct.multiply(power, factor, columns, limbs);
            reduction.reduce(power, shift);
        }
        wipe(exponents);
    }

    private void fillTable(List<Power> row) {
        for (int lane = 0; lane < COUNT; lane++) {
            Power one = at(row, lane);
            int shiftR = limbs * LaneProduct.LIMB_BITS;
            LaneLimbs.put(BigInteger.ONE.shiftLeft(shiftR).mod(one.modulus()), table[0], 1, lane);
            LaneLimbs.put(one.base().shiftLeft(shiftR).mod(one.modulus()), table[1], 1, lane);
        }
        for (int i = 2; i < table.length; i++) {
            LaneProduct.multiply(table[i - 1], table[1], columns, limbs);
            reduction.reduce(table[i], shift);
        }
    }

    private void square() {
        LaneProduct.square(power, columns, limbs);
        reduction.reduce(power, shift);
    }

    /** A reduction of the plain number takes R out. */
    private BigInteger[] results(List<Power> row) {
        Arrays.fill(columns, 0);
        for (int i = 0; i < limbs * COUNT; i++) {
            columns[i] = (long) power[i + COUNT];
        }
        reduction.reduce(power, shift);
        BigInteger[] results = new BigInteger[row.size()];
        for (int lane = 0; lane < results.length; lane++) {
            results[lane] = LaneLimbs.get(power, limbs, lane).mod(row.get(lane).modulus());
        }
        return results;
    }

    private static int longest(List<Power> row) {
        return row.stream().mapToInt(one -> one.exponent().bitLength()).max().orElse(0);
    }

    /** The exponents with their lowest byte first, long enough for windows that cross a byte. */
    private static byte[][] exponents(List<Power> row, int bits) {
        byte[][] exponents = new byte[COUNT][];
        for (int lane = 0; lane < COUNT; lane++) {
            byte[] bytes = UnsignedBytes.leftFilled(at(row, lane).exponent(), bits / 8 + 2);
            for (int i = 0; i < bytes.length / 2; i++) {
                byte swapped = bytes[i];
                bytes[i] = bytes[bytes.length - 1 - i];
                bytes[bytes.length - 1 - i] = swapped;
            }
            exponents[lane] = bytes;
        }
        return exponents;
    }

    private static int digit(byte[] bytes, int from, int bits) {
        int at = from / 8;
        int two = (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
        return two >>> from % 8 & (1 << bits) - 1;
    }

    private static void wipe(byte[][] exponents) {
        for (byte[] exponent : exponents) {
            Arrays.fill(exponent, (byte) 0);
        }
    }

    /** Wipes every array. */
    @Override
    public void close() {
        arrays().forEach(array -> Arrays.fill(array, 0));
        Arrays.fill(columns, 0);
        Arrays.fill(shift, 0);
        reduction.wipe();
    }

    private List<double[]> arrays() {
        return Stream.concat(Stream.of(modulus, inverse, power, factor), Stream.of(table))
                .toList();
    }

    /** True when no lane holds anything any more. */
    boolean isWiped() {
        return arrays().stream().flatMapToDouble(Arrays::stream).allMatch(limb -> limb == 0)
                && Arrays.stream(columns).allMatch(column -> column == 0)
                && reduction.isWiped();
    }
}
