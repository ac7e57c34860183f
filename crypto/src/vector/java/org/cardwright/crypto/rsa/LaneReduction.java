package org.cardwright.crypto.rsa;

import static org.cardwright.crypto.rsa.LaneProduct.BOTH;
import static org.cardwright.crypto.rsa.LaneProduct.DOUBLES;
import static org.cardwright.crypto.rsa.LaneProduct.HIGH;
import static org.cardwright.crypto.rsa.LaneProduct.HIGH_BITS;
import static org.cardwright.crypto.rsa.LaneProduct.LANES;
import static org.cardwright.crypto.rsa.LaneProduct.LIMB_BITS;
import static org.cardwright.crypto.rsa.LaneProduct.LONGS;
import static org.cardwright.crypto.rsa.LaneProduct.LOW_BITS;
import static org.cardwright.crypto.rsa.LaneProduct.MASK;
import static org.cardwright.crypto.rsa.LaneProduct.UNIT;
import static org.cardwright.crypto.rsa.LaneProduct.UNIT_BITS;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Montgomery reduction in lanes: {@code columns * R^-1 mod n}, below 2n without a last subtraction, R being 2^(51 * limbs).
 *
 * <p>Two digits at a time, from the inverse of the modulus modulo 2^102, which halves the chain of operations that wait for one
 * another. See {@link LaneProduct} for the products.
 */
final class LaneReduction {

    private final int limbs;
    private final double[] modulus;
    private final double[] inverse;
    private final long[] columns;

    /** m, without the zero limbs of a number. */
    private final double[] digits;

    /**
     * A reduction of the columns in place.
     *
     * @param limbs even; n has at most 51 * limbs - 4 bits
     * @param modulus n, odd
     * @param inverse -1/n mod 2^102, two limbs
     */
    LaneReduction(int limbs, double[] modulus, double[] inverse, long[] columns) {
        this.limbs = limbs;
        this.modulus = modulus;
        this.inverse = inverse;
        this.columns = columns;
        this.digits = new double[limbs * LANES];
    }

    /**
     * Reduces the columns into a number.
     *
     * @param shift lanes with 1 double their result, which then is below 4n
     */
    void reduce(double[] result, long[] shift) {
        clear();
        finish(result, shift);
    }

    void wipe() {
        Arrays.fill(digits, 0);
    }

    boolean isWiped() {
        return Arrays.stream(digits).allMatch(digit -> digit == 0);
    }

    /** Finds the digits m that make the lower half of {@code columns + m * n} zero, and what it carries into the upper half. */
    private void clear() {
        final double[] modulus = this.modulus;
        final double[] digits = this.digits;
        final long[] columns = this.columns;
        final DoubleVector high = DoubleVector.broadcast(DOUBLES, HIGH);
        final DoubleVector both = DoubleVector.broadcast(DOUBLES, BOTH);
        final DoubleVector unit = DoubleVector.broadcast(DOUBLES, UNIT);
        final DoubleVector v0 = DoubleVector.fromArray(DOUBLES, inverse, 0);
        final DoubleVector v1 = DoubleVector.fromArray(DOUBLES, inverse, LANES);
        final DoubleVector n0 = DoubleVector.fromArray(DOUBLES, modulus, LANES);
        final DoubleVector n1 = DoubleVector.fromArray(DOUBLES, modulus, 2 * LANES);
        LongVector carried = LongVector.zero(LONGS);
        for (int k = 0; k < limbs; k += 2) {
            LongVector even = LongVector.fromArray(LONGS, columns, k * LANES).add(carried.sub(k * LOW_BITS));
            LongVector odd =
                    LongVector.fromArray(LONGS, columns, (k + 1) * LANES).sub(k * (LOW_BITS + HIGH_BITS));
            LongVector next = LongVector.broadcast(LONGS, -(k + 2) * HIGH_BITS);
            DoubleVector above = DoubleVector.fromArray(DOUBLES, modulus, (k + 2) * LANES);
            int j = (k + 1) * LANES;
            for (int i = 0; i < k * LANES; i += LANES, j -= LANES) {
                DoubleVector x = DoubleVector.fromArray(DOUBLES, digits, i);
                DoubleVector y = DoubleVector.fromArray(DOUBLES, modulus, j);
                DoubleVector h0 = x.fma(y, high);
                DoubleVector h1 = x.fma(above, high);
                DoubleVector l0 = x.fma(y, both.sub(h0));
                DoubleVector l1 = x.fma(above, both.sub(h1));
                even = even.add(l0.reinterpretAsLongs());
                odd = odd.add(h0.reinterpretAsLongs().add(l1.reinterpretAsLongs()));
                next = next.add(h1.reinterpretAsLongs());
                above = y;
            }
            // the two digits: m = (t0 + t1 * 2^51) * inverse mod 2^102
            DoubleVector t0 =
                    even.and(MASK).or(UNIT_BITS).reinterpretAsDoubles().sub(unit);
            DoubleVector t1 = odd.add(even.lanewise(VectorOperators.ASHR, LIMB_BITS))
                    .and(MASK)
                    .or(UNIT_BITS)
                    .reinterpretAsDoubles()
                    .sub(unit);
            DoubleVector h = t0.fma(v0, high);
            LongVector low = t0.fma(v0, both.sub(h)).reinterpretAsLongs().sub(LOW_BITS);
            LongVector upper = t1.fma(v0, both.sub(t1.fma(v0, high)))
                    .reinterpretAsLongs()
                    .add(t0.fma(v1, both.sub(t0.fma(v1, high))).reinterpretAsLongs())
                    .sub(2 * LOW_BITS + HIGH_BITS)
                    .add(h.reinterpretAsLongs())
                    .add(low.lanewise(VectorOperators.ASHR, LIMB_BITS));
            DoubleVector m0 = low.and(MASK).or(UNIT_BITS).reinterpretAsDoubles().sub(unit);
            DoubleVector m1 =
                    upper.and(MASK).or(UNIT_BITS).reinterpretAsDoubles().sub(unit);
            m0.intoArray(digits, k * LANES);
            m1.intoArray(digits, (k + 1) * LANES);
            // what the cleared columns carry
            DoubleVector h00 = m0.fma(n0, high);
            DoubleVector h01 = m0.fma(n1, high);
            DoubleVector h10 = m1.fma(n0, high);
            even = even.add(m0.fma(n0, both.sub(h00)).reinterpretAsLongs()).sub(LOW_BITS);
            odd = odd.sub(2 * LOW_BITS + HIGH_BITS)
                    .add(m0.fma(n1, both.sub(h01)).reinterpretAsLongs())
                    .add(m1.fma(n0, both.sub(h10)).reinterpretAsLongs())
                    .add(h00.reinterpretAsLongs())
                    .add(even.lanewise(VectorOperators.ASHR, LIMB_BITS));
            carried = next.add(h01.reinterpretAsLongs())
                    .add(h10.reinterpretAsLongs())
                    .add(odd.lanewise(VectorOperators.ASHR, LIMB_BITS));
        }
        carried.add(LongVector.fromArray(LONGS, columns, limbs * LANES)).intoArray(columns, limbs * LANES);
    }

    /** Adds the upper half of {@code m * n} and brings the sum to limbs of 51 bits. */
    private void finish(double[] result, long[] shift) {
        final double[] modulus = this.modulus;
        final double[] digits = this.digits;
        final long[] columns = this.columns;
        final int limbs = this.limbs;
        final DoubleVector high = DoubleVector.broadcast(DOUBLES, HIGH);
        final DoubleVector both = DoubleVector.broadcast(DOUBLES, BOTH);
        final DoubleVector unit = DoubleVector.broadcast(DOUBLES, UNIT);
        final LongVector twice = LongVector.fromArray(LONGS, shift, 0);
        LongVector carried = LongVector.zero(LONGS);
        LongVector carry = LongVector.zero(LONGS);
        for (int k = limbs; k < 2 * limbs; k += 2) {
            long products = 2L * limbs - k - 1;
            LongVector even = LongVector.fromArray(LONGS, columns, k * LANES).add(carried.sub(products * LOW_BITS));
            LongVector odd =
                    LongVector.fromArray(LONGS, columns, (k + 1) * LANES).sub(products * (LOW_BITS + HIGH_BITS));
            LongVector next = LongVector.broadcast(LONGS, -products * HIGH_BITS);
            DoubleVector above = DoubleVector.fromArray(DOUBLES, modulus, (limbs + 1) * LANES);
            int j = limbs * LANES;
            for (int i = (k + 1 - limbs) * LANES; i < limbs * LANES; i += LANES, j -= LANES) {
                DoubleVector x = DoubleVector.fromArray(DOUBLES, digits, i);
                DoubleVector y = DoubleVector.fromArray(DOUBLES, modulus, j);
                DoubleVector h0 = x.fma(y, high);
                DoubleVector h1 = x.fma(above, high);
                DoubleVector l0 = x.fma(y, both.sub(h0));
                DoubleVector l1 = x.fma(above, both.sub(h1));
                even = even.add(l0.reinterpretAsLongs());
                odd = odd.add(h0.reinterpretAsLongs().add(l1.reinterpretAsLongs()));
                next = next.add(h1.reinterpretAsLongs());
                above = y;
            }
            carried = next;
            LongVector column = even.lanewise(VectorOperators.LSHL, twice).add(carry);
            carry = column.lanewise(VectorOperators.ASHR, LIMB_BITS);
            column.and(MASK).or(UNIT_BITS).reinterpretAsDoubles().sub(unit).intoArray(result, (k - limbs + 1) * LANES);
            column = odd.lanewise(VectorOperators.LSHL, twice).add(carry);
            carry = column.lanewise(VectorOperators.ASHR, LIMB_BITS);
            column.and(MASK).or(UNIT_BITS).reinterpretAsDoubles().sub(unit).intoArray(result, (k - limbs + 2) * LANES);
        }
    }
}
