package org.cardwright.jobs.scorecard;

import java.util.Arrays;
import java.util.Random;

/** Damages valid bytes the way lines, disks, programs and people do: bits, telling bytes, cuts, insertions, moved pieces. */
final class Damage {

    private static final byte[] TELLING = {
        0,
        1,
        0x1F,
        0x20,
        '"',
        '<',
        ';',
        '\n',
        0x70,
        0x7F,
        (byte) 0x80,
        (byte) 0x81,
        (byte) 0x82,
        (byte) 0x84,
        (byte) 0x9F,
        (byte) 0xFE,
        (byte) 0xFF
    };
    private static final int MOST_CHANGES = 4;

    private Damage() {}

    /** One to four changes of a valid input, now and then random bytes instead. */
    static byte[] of(byte[] valid, Random random) {
        if (random.nextInt(16) == 0) {
            byte[] noise = new byte[random.nextInt(48)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] bytes = valid;
        int changes = 1 + random.nextInt(MOST_CHANGES);
        for (int i = 0; i < changes; i++) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[] {TELLING[random.nextInt(TELLING.length)]};
        }
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
        return switch (random.nextInt(7)) {
            case 0 -> with(bytes, at, (byte) (bytes[at] ^ (1 << random.nextInt(8))));
            case 1 -> with(bytes, at, TELLING[random.nextInt(TELLING.length)]);
            case 2 -> with(bytes, at, (byte) random.nextInt(256));
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> joined(bytes, at, new byte[] {TELLING[random.nextInt(TELLING.length)]}, at);
            case 5 -> joined(bytes, to, Arrays.copyOfRange(bytes, at, to), to);
            default -> joined(bytes, at, new byte[0], to);
        };
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] out = bytes.clone();
        out[at] = value;
        return out;
    }

    private static byte[] joined(byte[] bytes, int end, byte[] insertion, int resume) {
        byte[] out = Arrays.copyOf(bytes, end + insertion.length + bytes.length - resume);
        System.arraycopy(insertion, 0, out, end, insertion.length);
        System.arraycopy(bytes, resume, out, end + insertion.length, bytes.length - resume);
        return out;
    }
}
