package org.cardwright.perso.file;

import java.util.Arrays;
import org.cardwright.formats.bytes.ByteString;

/**
 * Remembers by its hash what was seen first where: 16 bytes and a place for each of some millions, in 40 bytes or less.
 *
 * <p>Half of a SHA-256 is kept; that two things of a batch share it is less likely than any fault of the machine (a million
 * values: 2^-89). What could be guessed is to be hashed with a secret salt.
 */
public final class Fingerprints {

    /** Most values. */
    public static final int MAX_VALUES = 1 << 28;

    private static final int FIRST_SLOTS = 1 << 10;
    private static final int HALF_BYTES = 8;

    private long[] high = new long[FIRST_SLOTS];
    private long[] low = new long[FIRST_SLOTS];
    private int[] places = new int[FIRST_SLOTS];
    private int size;

    /**
     * Where the value was first seen: the given place when it is new.
     *
     * @param sha256 hash of the value
     * @param place from 1
     */
    public int first(ByteString sha256, int place) {
        if (place < 1) {
            throw new IllegalArgumentException("places count from 1");
        }
        if (2 * size >= places.length) {
            grow();
        }
        int slot = slot(number(sha256, 0), number(sha256, HALF_BYTES));
        if (places[slot] == 0) {
            high[slot] = number(sha256, 0);
            low[slot] = number(sha256, HALF_BYTES);
            places[slot] = place;
            size++;
        }
        return places[slot];
    }

    /** Values seen so far. */
    public int size() {
        return size;
    }

    /** The slot of the value, or the free one where it belongs; at least half of all are free. */
    private int slot(long first, long second) {
        int slot = (int) second & (places.length - 1);
        while (places[slot] != 0 && (high[slot] != first || low[slot] != second)) {
            slot = (slot + 1) & (places.length - 1);
        }
        return slot;
    }

    private void grow() {
        if (size >= MAX_VALUES) {
            throw new IllegalStateException("at most " + MAX_VALUES + " values can be told apart");
        }
        long[] oldHigh = high;
        long[] oldLow = low;
        int[] oldPlaces = places;
        high = new long[2 * oldPlaces.length];
        low = new long[high.length];
        places = new int[high.length];
        for (int i = 0; i < oldPlaces.length; i++) {
            if (oldPlaces[i] != 0) {
                int slot = slot(oldHigh[i], oldLow[i]);
                high[slot] = oldHigh[i];
                low[slot] = oldLow[i];
                places[slot] = oldPlaces[i];
            }
        }
        Arrays.fill(oldPlaces, 0);
    }

    private static long number(ByteString hash, int at) {
        long number = 0;
        for (int i = at; i < at + HALF_BYTES; i++) {
            number = number << 8 | hash.unsignedAt(i);
        }
        return number;
    }
}
