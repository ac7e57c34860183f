package org.cardwright.formats.tlv;

import java.util.Arrays;
import java.util.Random;
import org.cardwright.formats.Seeds;
import org.cardwright.formats.bytes.ByteString;

/** Damages valid bytes the way lines, disks and people do, so that a fuzz test gets deep before it fails. */
public final class Mutator {

    private static final int[] TELLING = {0x00, 0x01, 0x1F, 0x70, 0x7F, 0x80, 0x81, 0x82, 0x83, 0x84, 0x9F, 0xFE, 0xFF};

    private Mutator() {}

    /** One to four changes; sometimes the bytes are entirely random instead. */
    public static ByteString mutate(Random random, ByteString valid) {
        if (random.nextInt(10) == 0) {
            return ByteString.of(Seeds.bytes(random, random.nextInt(40)));
        }
        byte[] bytes = valid.toByteArray();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            bytes = change(random, bytes);
        }
        return ByteString.of(bytes);
    }

    private static byte[] change(Random random, byte[] bytes) {
        if (bytes.length == 0) {
            return Seeds.bytes(random, 1 + random.nextInt(3));
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) TELLING[random.nextInt(TELLING.length)];
            case 2 -> bytes[at] = (byte) random.nextInt(256);
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return splice(bytes, at, Seeds.bytes(random, 1 + random.nextInt(4)), at);
            }
            default -> {
                return splice(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + random.nextInt(4)));
            }
        }
        return bytes;
    }

    /** The bytes up to {@code at}, then the insertion, then the bytes from {@code resume} on. */
    private static byte[] splice(byte[] bytes, int at, byte[] insertion, int resume) {
        byte[] out = new byte[at + insertion.length + bytes.length - resume];
        System.arraycopy(bytes, 0, out, 0, at);
        System.arraycopy(insertion, 0, out, at, insertion.length);
        System.arraycopy(bytes, resume, out, at + insertion.length, bytes.length - resume);
        return out;
    }
}
