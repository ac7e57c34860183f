package org.cardwright.crypto.key;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.DESEngine;

/**
 * DES and triple DES over blocks of 8 bytes, with the rounds of Bouncy Castle. NIST SP 800-67.
 *
 * <p>A key schedule only moves the bits of its key (FIPS 46-3, key schedule calculation), so the schedule of a key is the sum of those
 * of its bits. Bouncy Castle computes those once; a key then costs 16 additions, where computing its schedule costs ten times what a
 * block does. The schedules stand in arrays of ours and are wiped.
 */
final class DesRounds {

    static final int BLOCK_BYTES = 8;

    private static final int SCHEDULE_WORDS = 32;
    private static final int NIBBLES = 16;
    private static final Bridge BRIDGE = new Bridge();
    private static final int[][] NIBBLE_SCHEDULES = nibbleSchedules();

    private final int[][] encrypting;
    private final int[][] decrypting;

    /** With a key of 8 bytes for single DES, 16 or 24 for triple DES, which stays the caller's. */
    DesRounds(byte[] key) {
        int keys = key.length / BLOCK_BYTES;
        int stages = keys == 1 ? 1 : 3;
        this.encrypting = new int[stages][];
        this.decrypting = new int[stages][];
        int[][] forward = new int[keys][];
        int[][] backward = new int[keys][];
        for (int i = 0; i < keys; i++) {
            forward[i] = schedule(key, i * BLOCK_BYTES);
            backward[i] = reversed(forward[i]);
        }
        for (int stage = 0; stage < stages; stage++) {
            int[] forwards = forward[stage % keys];
            int[] backwards = backward[stage % keys];
            // encrypt, decrypt, encrypt; and the inverse
            boolean encrypts = stage % 2 == 0;
            encrypting[stage] = encrypts ? forwards : backwards;
            decrypting[stages - 1 - stage] = encrypts ? backwards : forwards;
        }
    }

    /** From one array into another or the same, at the same place. */
    void encrypt(byte[] in, byte[] out, int at) {
        run(encrypting, in, out, at);
    }

    /** From one array into another or the same, at the same place. */
    void decrypt(byte[] in, byte[] out, int at) {
        run(decrypting, in, out, at);
    }

    private static void run(int[][] stages, byte[] in, byte[] out, int at) {
        byte[] from = in;
        for (int[] stage : stages) {
            BRIDGE.rounds(stage, from, out, at);
            from = out;
        }
    }

    void wipe() {
        for (int[] schedule : encrypting) {
            Arrays.fill(schedule, 0);
        }
        for (int[] schedule : decrypting) {
            Arrays.fill(schedule, 0);
        }
    }

    private static int[] schedule(byte[] key, int from) {
        int[] words = new int[SCHEDULE_WORDS];
        for (int i = 0; i < BLOCK_BYTES; i++) {
            add(words, NIBBLE_SCHEDULES[2 * i * NIBBLES + (key[from + i] >> 4 & 0x0F)]);
            add(words, NIBBLE_SCHEDULES[(2 * i + 1) * NIBBLES + (key[from + i] & 0x0F)]);
        }
        return words;
    }

    private static void add(int[] words, int[] part) {
        for (int i = 0; i < SCHEDULE_WORDS; i++) {
            words[i] ^= part[i];
        }
    }

    /** Decryption takes the subkeys, two words each, from the last to the first. */
    private static int[] reversed(int[] schedule) {
        int[] words = new int[SCHEDULE_WORDS];
        for (int i = 0; i < SCHEDULE_WORDS; i += 2) {
            words[i] = schedule[SCHEDULE_WORDS - 2 - i];
            words[i + 1] = schedule[SCHEDULE_WORDS - 1 - i];
        }
        return words;
    }

    /** The schedule of every nibble in every place of a key that is zero elsewhere. */
    private static int[][] nibbleSchedules() {
        int[][] schedules = new int[NIBBLES * NIBBLES][];
        for (int place = 0; place < NIBBLES; place++) {
            for (int value = 0; value < NIBBLES; value++) {
                byte[] key = new byte[BLOCK_BYTES];
                key[place / 2] = (byte) (place % 2 == 0 ? value << 4 : value);
                schedules[place * NIBBLES + value] = BRIDGE.schedule(key);
            }
        }
        return schedules;
    }

    /** Opens what Bouncy Castle keeps for its subclasses; has no state. */
    private static final class Bridge extends DESEngine {

        int[] schedule(byte[] key) {
            return generateWorkingKey(true, key);
        }

        void rounds(int[] schedule, byte[] in, byte[] out, int at) {
            desFunc(schedule, in, at, out, at);
        }
    }
}
