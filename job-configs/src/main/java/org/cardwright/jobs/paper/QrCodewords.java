package org.cardwright.jobs.paper;

import java.util.Arrays;

/**
 * The data of a code of version 10-M and the Reed-Solomon codewords behind them, interleaved as they are placed. ISO/IEC 18004, 7.4 to
 * 7.6 and table 9.
 *
 * <p>Four blocks of 43 and one of 44 data codewords, 26 codewords of correction for each.
 */
final class QrCodewords {

    /** Longest text: table 7, version 10-M, alphanumeric. */
    static final int MOST_CHARACTERS = 311;

    private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final int RADIX = 45;

    private static final int BLOCKS = 5;
    private static final int SHORT = 43;
    private static final int DATA = BLOCKS * SHORT + 1;
    private static final int CORRECTION = 26;

    /** x^8 + x^4 + x^3 + x^2 + 1. 7.5.2. */
    private static final int POLYNOMIAL = 0x11D;

    private QrCodewords() {}

    static byte[] of(byte[] text) {
        byte[] data = data(text);
        byte[] all = new byte[DATA + BLOCKS * CORRECTION];
        byte[] generator = generator();
        for (int block = 0; block < BLOCKS; block++) {
            boolean isLong = block == BLOCKS - 1;
            byte[] part = Arrays.copyOfRange(data, block * SHORT, (block + 1) * SHORT + (isLong ? 1 : 0));
            byte[] correction = remainder(part, generator);
            for (int i = 0; i < SHORT; i++) {
                all[i * BLOCKS + block] = part[i];
            }
            if (isLong) {
                all[DATA - 1] = part[SHORT];
            }
            for (int i = 0; i < CORRECTION; i++) {
                all[DATA + i * BLOCKS + block] = correction[i];
            }
            Arrays.fill(part, (byte) 0);
        }
        Arrays.fill(data, (byte) 0);
        return all;
    }

    /** Writes numbers of some bits one behind the other. */
    private static final class Bits {

        private final byte[] bytes = new byte[DATA];
        private int size;

        void put(int value, int bits) {
            for (int bit = bits - 1; bit >= 0; bit--, size++) {
                bytes[size / 8] |= (byte) (((value >> bit) & 1) << (7 - size % 8));
            }
        }
    }

    /** Mode, length, two characters in 11 bits each, end, filling. 7.4.1, 7.4.4, 7.4.10. */
    private static byte[] data(byte[] text) {
        if (text.length > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a code holds at most " + MOST_CHARACTERS + " characters");
        }
        Bits bits = new Bits();
        bits.put(0b0010, 4);
        bits.put(text.length, 11);
        for (int i = 0; i + 1 < text.length; i += 2) {
            bits.put(RADIX * digit(text[i]) + digit(text[i + 1]), 11);
        }
        if (text.length % 2 == 1) {
            bits.put(digit(text[text.length - 1]), 6);
        }
        bits.put(0, Math.min(4, 8 * DATA - bits.size));
        bits.put(0, (8 - bits.size % 8) % 8);
        for (int pad = 0xEC; bits.size < 8 * DATA; pad ^= 0xEC ^ 0x11) {
            bits.put(pad, 8);
        }
        return bits.bytes;
    }

    private static int digit(byte character) {
        int digit = CHARACTERS.indexOf(character);
        if (digit < 0) {
            throw new IllegalArgumentException("a character that no code of letters and digits has");
        }
        return digit;
    }

    /** The coefficients of (x - 1)(x - 2)(x - 4)..., highest first, without the leading one. Annex A. */
    private static byte[] generator() {
        byte[] result = new byte[CORRECTION];
        result[CORRECTION - 1] = 1;
        int root = 1;
        for (int i = 0; i < CORRECTION; i++) {
            for (int j = 0; j < CORRECTION; j++) {
                int next = j + 1 < CORRECTION ? result[j + 1] : 0;
                result[j] = (byte) (multiply(result[j] & 0xFF, root) ^ next);
            }
            root = multiply(root, 2);
        }
        return result;
    }

    private static byte[] remainder(byte[] data, byte[] generator) {
        byte[] result = new byte[CORRECTION];
        for (byte b : data) {
            int factor = (b ^ result[0]) & 0xFF;
            System.arraycopy(result, 1, result, 0, CORRECTION - 1);
            result[CORRECTION - 1] = 0;
            for (int i = 0; i < CORRECTION; i++) {
                result[i] ^= (byte) multiply(generator[i] & 0xFF, factor);
            }
        }
        return result;
    }

    private static int multiply(int a, int b) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product = (product << 1) ^ ((product >> 7) * POLYNOMIAL);
            product ^= ((b >> bit) & 1) * a;
        }
        return product;
    }
}
