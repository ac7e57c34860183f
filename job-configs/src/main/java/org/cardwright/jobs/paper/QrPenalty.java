package org.cardwright.jobs.paper;

/** How hard a masked code is to read. ISO/IEC 18004, 7.8.3.1, table 11. */
final class QrPenalty {

    private static final int RUN = 5;
    private static final int WINDOW = 11;

    /** Dark 1:1:3:1:1 with four light modules before or behind it, as a finder pattern has. */
    private static final int FINDER = 0b10111010000;

    private static final int FINDER_BEHIND = 0b00001011101;

    private QrPenalty() {}

    static int of(boolean[][] dark) {
        int penalty = 0;
        int count = 0;
        for (int i = 0; i < QrCode.SIZE; i++) {
            penalty += line(dark, i, true) + line(dark, i, false) + (i > 0 ? blocks(dark[i - 1], dark[i]) : 0);
            for (boolean one : dark[i]) {
                count += one ? 1 : 0;
            }
        }
        int total = QrCode.SIZE * QrCode.SIZE;
        return penalty + 10 * (Math.abs(20 * count - 10 * total) / total);
    }

    private static int line(boolean[][] dark, int line, boolean isRow) {
        int penalty = 0;
        int run = 0;
        int window = 0;
        boolean before = false;
        for (int i = 0; i < QrCode.SIZE; i++) {
            boolean one = isRow ? dark[line][i] : dark[i][line];
            run = i > 0 && one == before ? run + 1 : 1;
            penalty += run == RUN ? 3 : run > RUN ? 1 : 0;
            window = ((window << 1) | (one ? 1 : 0)) & ((1 << WINDOW) - 1);
            penalty += i >= WINDOW - 1 && (window == FINDER || window == FINDER_BEHIND) ? 40 : 0;
            before = one;
        }
        return penalty;
    }

    private static int blocks(boolean[] above, boolean[] row) {
        int penalty = 0;
        for (int i = 1; i < row.length; i++) {
            boolean same = row[i] == row[i - 1] && row[i] == above[i] && row[i] == above[i - 1];
            penalty += same ? 3 : 0;
        }
        return penalty;
    }
}
