package org.cardwright.crypto.rsa;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of numbers in lanes: one number per lane, limbs of 51 bits in doubles, limb after limb.
 *
 * <p>A limb product of up to 103 bits comes in two parts from two fused multiply-adds: {@code h = fma(a, b, 2^103)} holds the
 * product divided by 2^51 in its lowest bits, {@code fma(a, b, 2^103 + 1.5 * 2^52 - h)} what is left. The bits of both are summed
 * up as integers; what the exponents add to the sums is known and taken off beforehand.
 *
 * <p>The methods are long in vector operations on purpose: the compiler keeps vectors in registers only within one method.
 */
final class LaneProduct {

    static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    /** Numbers that are worked on at once. */
    static final int LANES = DOUBLES.length();

    static final int LIMB_BITS = 51;
    static final long MASK = (1L << LIMB_BITS) - 1;
    static final double HIGH = 0x1p103;
    static final double BOTH = 0x1p103 + 0x1.8p52;
    static final long HIGH_BITS = Double.doubleToRawLongBits(HIGH);
    static final long LOW_BITS = Double.doubleToRawLongBits(0x1.8p52);
    static final double UNIT = 0x1p52;
    static final long UNIT_BITS = Double.doubleToRawLongBits(UNIT);

    private LaneProduct() {}

    /** Length of the array of a number: a zero limb stands before and behind it. */
    static int numberLength(int limbs) {
        return (limbs + 2) * LANES;
    }

    /** Length of the array of a product in columns. */
    static int columnsLength(int limbs) {
        return (2 * limbs + 2) * LANES;
    }

    /** The columns of {@code a * a}, two at a time; the number of limbs is even. */
    static void square(double[] a, long[] columns, int limbs) {
        final DoubleVector high = DoubleVector.broadcast(DOUBLES, HIGH);
        final DoubleVector both = DoubleVector.broadcast(DOUBLES, BOTH);
        LongVector carried = LongVector.zero(LONGS);
        for (int k = 0; k < 2 * limbs; k += 2) {
            int from = Math.max(0, k + 1 - limbs);
            int half = (k / 2 + 1) * LANES;
            long products = k / 2 - from + 1L;
            LongVector even = carried.sub(products * LOW_BITS);
            LongVector odd = LongVector.broadcast(LONGS, -products * (LOW_BITS + HIGH_BITS));
            LongVector next = LongVector.broadcast(LONGS, -products * HIGH_BITS);
            DoubleVector above = DoubleVector.fromArray(DOUBLES, a, (k + 2 - from) * LANES);
            int j = (k + 1 - from) * LANES;
            for (int i = (from + 1) * LANES; i < half; i += LANES, j -= LANES) {
                DoubleVector x = DoubleVector.fromArray(DOUBLES, a, i);
                DoubleVector y = DoubleVector.fromArray(DOUBLES, a, j);
                DoubleVector twice = x.add(x);
                DoubleVector h0 = twice.fma(y, high);
                DoubleVector h1 = twice.fma(above, high);
                DoubleVector l0 = twice.fma(y, both.sub(h0));
                DoubleVector l1 = twice.fma(above, both.sub(h1));
                even = even.add(l0.reinterpretAsLongs());
                odd = odd.add(h0.reinterpretAsLongs().add(l1.reinterpretAsLongs()));
                next = next.add(h1.reinterpretAsLongs());
                above = y;
            }
            DoubleVector x = DoubleVector.fromArray(DOUBLES, a, half);
            DoubleVector twice = x.add(x);
            DoubleVector h0 = x.fma(x, high);
            DoubleVector h1 = twice.fma(above, high);
            even.add(x.fma(x, both.sub(h0)).reinterpretAsLongs()).intoArray(columns, k * LANES);
            odd.add(h0.reinterpretAsLongs())
                    .add(twice.fma(above, both.sub(h1)).reinterpretAsLongs())
                    .intoArray(columns, (k + 1) * LANES);
            carried = next.add(h1.reinterpretAsLongs());
        }
        carried.intoArray(columns, 2 * limbs * LANES);
    }

    /** The columns of {@code a * b}, two at a time; the number of limbs is even. */
    static void multiply(double[] a, double[] b, long[] columns, int limbs) {
        final DoubleVector high = DoubleVector.broadcast(DOUBLES, HIGH);
        final DoubleVector both = DoubleVector.broadcast(DOUBLES, BOTH);
        LongVector carried = LongVector.zero(LONGS);
        for (int k = 0; k < 2 * limbs; k += 2) {
            int from = Math.max(0, k + 1 - limbs);
            int to = Math.min(k + 1, limbs - 1);
            long products = to - from + 1L;
            LongVector even = carried.sub(products * LOW_BITS);
            LongVector odd = LongVector.broadcast(LONGS, -products * (LOW_BITS + HIGH_BITS));
            LongVector next = LongVector.broadcast(LONGS, -products * HIGH_BITS);
            DoubleVector above = DoubleVector.fromArray(DOUBLES, b, (k + 2 - from) * LANES);
            int j = (k + 1 - from) * LANES;
            for (int i = (from + 1) * LANES; i <= (to + 1) * LANES; i += LANES, j -= LANES) {
                DoubleVector x = DoubleVector.fromArray(DOUBLES, a, i);
                DoubleVector y = DoubleVector.fromArray(DOUBLES, b, j);
                DoubleVector h0 = x.fma(y, high);
                DoubleVector h1 = x.fma(above, high);
                DoubleVector l0 = x.fma(y, both.sub(h0));
                DoubleVector l1 = x.fma(above, both.sub(h1));
                even = even.add(l0.reinterpretAsLongs());
                odd = odd.add(h0.reinterpretAsLongs().add(l1.reinterpretAsLongs()));
                next = next.add(h1.reinterpretAsLongs());
                above = y;
            }
            even.intoArray(columns, k * LANES);
            odd.intoArray(columns, (k + 1) * LANES);
            carried = next;
        }
        carried.intoArray(columns, 2 * limbs * LANES);
    }
}
