package org.cardwright.perso.surface;

/**
 * The three tracks of a magnetic stripe: character set, sentinels, capacity.
 *
 * <p>ISO/IEC 7811-2 and 7811-6, tables of coded character sets; ISO/IEC 7813 (capacity).
 */
public enum StripeTrack {
    /** 79 characters of 6 bits and parity, characters 20 to 5F. */
    TRACK_1(6, 0x20, '%', 79),
    /** 40 characters of 4 bits and parity, characters 30 to 3F. */
    TRACK_2(4, 0x30, ';', 40),
    /** 107 characters of 4 bits and parity, characters 30 to 3F. */
    TRACK_3(4, 0x30, ';', 107);

    /** The end sentinel of all tracks. */
    static final char END = '?';

    private final int dataBits;
    private final int base;
    private final char start;
    private final int capacity;

    StripeTrack(int dataBits, int base, char start, int capacity) {
        this.dataBits = dataBits;
        this.base = base;
        this.start = start;
        this.capacity = capacity;
    }

    int dataBits() {
        return dataBits;
    }

    int base() {
        return base;
    }

    /** The start sentinel. */
    public char start() {
        return start;
    }

    /** Most characters including start sentinel, end sentinel and LRC. */
    public int capacity() {
        return capacity;
    }

    /** True when every character of the text can be coded, no sentinel stands inside and the whole fits the track. */
    public boolean holds(String text) {
        if (text.length() + 3 > capacity) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < base || c >= base + (1 << dataBits) || c == start || c == END) {
                return false;
            }
        }
        return true;
    }
}
