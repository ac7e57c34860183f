package org.cardwright.jobs.paper;

import java.util.Arrays;

/**
 * A QR code of version 10, error correction level M: 57 by 57 modules for up to 311 capital letters, digits and some marks; closing
 * wipes it. ISO/IEC 18004, 5.3 and 7.
 *
 * <p>One version is enough for everything that is printed here. Of the eight masks the one that reads best is taken (7.8.3).
 */
public final class QrCode implements AutoCloseable {

    /** Modules of a side: 17 + 4 x 10. */
    public static final int SIZE = 57;

    private static final int MASKS = 8;

    private final boolean[][] dark;

    private QrCode(boolean[][] dark) {
        this.dark = dark;
    }

    /**
     * The code of a text.
     *
     * @param text ASCII out of {@code 0-9 A-Z $%*+-./:} and space; wiped by the caller
     * @throws IllegalArgumentException when it is longer than 311 or has other characters
     */
    public static QrCode of(byte[] text) {
        byte[] codewords = QrCodewords.of(text);
        QrMatrix best = new QrMatrix(codewords, 0);
        for (int mask = 1; mask < MASKS; mask++) {
            QrMatrix other = new QrMatrix(codewords, mask);
            boolean better = QrPenalty.of(other.dark()) < QrPenalty.of(best.dark());
            (better ? best : other).close();
            best = better ? other : best;
        }
        Arrays.fill(codewords, (byte) 0);
        return new QrCode(best.dark());
    }

    /** Is the module dark? Rows from the top, columns from the left. */
    public boolean isDark(int row, int column) {
        return dark[row][column];
    }

    @Override
    public void close() {
        for (boolean[] row : dark) {
            Arrays.fill(row, false);
        }
    }
}
