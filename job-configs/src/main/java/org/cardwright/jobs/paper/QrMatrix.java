package org.cardwright.jobs.paper;

import java.util.Arrays;

/** Codewords and patterns in their places, under one mask. ISO/IEC 18004, 6.3, 7.7 to 7.10. */
final class QrMatrix implements AutoCloseable {

    private static final int VERSION = 10;
    private static final int SIZE = QrCode.SIZE;
    private static final int TIMING = 6;

    /** Centres of the alignment patterns. Annex E, version 10. */
    private static final int[] ALIGNMENT = {6, 28, 50};

    private final boolean[][] dark = new boolean[SIZE][SIZE];
    private final boolean[][] pattern = new boolean[SIZE][SIZE];

    QrMatrix(byte[] codewords, int mask) {
        for (int i = 0; i < SIZE; i++) {
            set(TIMING, i, i % 2 == 0);
            set(i, TIMING, i % 2 == 0);
        }
        finder(3, 3);
        finder(3, SIZE - 4);
        finder(SIZE - 4, 3);
        for (int row : ALIGNMENT) {
            for (int column : ALIGNMENT) {
                if (!isCorner(row, column)) {
                    alignment(row, column);
                }
            }
        }
        version();
        format(mask);
        place(codewords, mask);
    }

    boolean[][] dark() {
        return dark;
    }

    private void set(int row, int column, boolean isDark) {
        dark[row][column] = isDark;
        pattern[row][column] = true;
    }

    /** With its separator, as far as it lies inside. */
    private void finder(int row, int column) {
        for (int i = -4; i <= 4; i++) {
            for (int j = -4; j <= 4; j++) {
                int ring = Math.max(Math.abs(i), Math.abs(j));
                boolean inside = row + i >= 0 && row + i < SIZE && column + j >= 0 && column + j < SIZE;
                if (inside) {
                    set(row + i, column + j, ring != 2 && ring != 4);
                }
            }
        }
    }

    /** Where a finder pattern stands, no alignment pattern does. */
    private static boolean isCorner(int row, int column) {
        return row + column == 2 * TIMING || Math.abs(row - column) == SIZE - 1 - 2 * TIMING;
    }

    private void alignment(int row, int column) {
        for (int i = -2; i <= 2; i++) {
            for (int j = -2; j <= 2; j++) {
                set(row + i, column + j, Math.max(Math.abs(i), Math.abs(j)) != 1);
            }
        }
    }

    /** 18 bits, twice. 7.10. */
    private void version() {
        int bits = (VERSION << 12) | checkBits(VERSION, 12, 0x1F25);
        for (int i = 0; i < 18; i++) {
            int far = SIZE - 11 + i % 3;
            set(i / 3, far, ((bits >> i) & 1) == 1);
            set(far, i / 3, ((bits >> i) & 1) == 1);
        }
    }

    /** Level M is 00; 15 bits, twice. 7.9. */
    private void format(int mask) {
        int bits = ((mask << 10) | checkBits(mask, 10, 0x537)) ^ 0x5412;
        for (int i = 0; i < 15; i++) {
            boolean one = ((bits >> i) & 1) == 1;
            int near = i < TIMING ? i : i + 1;
            if (i < 8) {
                set(near, 8, one);
                set(8, SIZE - 1 - i, one);
            } else {
                set(8, i == 8 ? 7 : 14 - i, one);
                set(SIZE - 15 + i, 8, one);
            }
        }
        set(SIZE - 8, 8, true);
    }

    private static int checkBits(int value, int bits, int polynomial) {
        int rest = value;
        for (int i = 0; i < bits; i++) {
            rest = (rest << 1) ^ ((rest >> (bits - 1)) * polynomial);
        }
        return rest;
    }

    /** Two columns at a time from the right, up and down in turn. 7.7.3. */
    private void place(byte[] codewords, int mask) {
        int bit = 0;
        for (int pair = 0; pair < SIZE / 2; pair++) {
            int right = SIZE - 1 - 2 * pair;
            // the column of the timing pattern is passed over
            int column = right <= TIMING ? right - 1 : right;
            boolean upward = pair % 2 == 0;
            for (int step = 0; step < 2 * SIZE; step++) {
                int row = upward ? SIZE - 1 - step / 2 : step / 2;
                int at = column - step % 2;
                if (!pattern[row][at]) {
                    boolean one = ((codewords[bit / 8] >> (7 - bit % 8)) & 1) == 1;
                    dark[row][at] = one ^ isMasked(mask, row, at);
                    bit++;
                }
            }
        }
    }

    /** Table 10. */
    private static boolean isMasked(int mask, int row, int column) {
        int product = row * column;
        return switch (mask) {
            case 0 -> (row + column) % 2 == 0;
            case 1 -> row % 2 == 0;
            case 2 -> column % 3 == 0;
            case 3 -> (row + column) % 3 == 0;
            case 4 -> (row / 2 + column / 3) % 2 == 0;
            case 5 -> product % 2 + product % 3 == 0;
            case 6 -> (product % 2 + product % 3) % 2 == 0;
            case 7 -> ((row + column) % 2 + product % 3) % 2 == 0;
            default -> throw new IllegalStateException("there are eight masks");
        };
    }

    @Override
    public void close() {
        for (boolean[] row : dark) {
            Arrays.fill(row, false);
        }
    }
}
