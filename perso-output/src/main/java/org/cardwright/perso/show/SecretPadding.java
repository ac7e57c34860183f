package org.cardwright.perso.show;

import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cardwright.perso.dgi.DgiId;

/**
 * How much of a decrypted data grouping is its content.
 *
 * <p>ISO/IEC 9797-1, padding method 2, as EMV CPS has it: parts of RSA keys are padded always, keys never; a PIN block of 8 bytes is
 * filled up to one block of AES.
 */
final class SecretPadding {

    private static final byte MARK = (byte) 0x80;
    private static final int AES_BLOCK_BYTES = 16;
    private static final int PIN_BLOCK = 0x8010;
    private static final int PIN_BLOCK_BYTES = 8;
    private static final int CONTACTLESS_PARTS = 0x84;

    private SecretPadding() {}

    /**
     * The length of the content; nothing when the padding that must be there is not.
     *
     * @param bytes decrypted value
     * @param all the data groupings of the application
     */
    static Optional<Integer> contentBytes(DgiId id, byte[] bytes, Set<DgiId> all) {
        if (id.value() == PIN_BLOCK && bytes.length == AES_BLOCK_BYTES) {
            return marked(bytes).filter(length -> length == PIN_BLOCK_BYTES);
        }
        return isKeyPart(id, all) ? marked(bytes) : Optional.of(bytes.length);
    }

    /** 8401 is a part of a key where all five are there, else a key of its own. */
    private static boolean isKeyPart(DgiId id, Set<DgiId> all) {
        int group = id.value() >> 8;
        int part = id.value() & 0xFF;
        return switch (group) {
            case 0x81 -> part >= 1 && part <= 4;
            case 0x82, 0x83 -> isOneOfFive(part);
            case CONTACTLESS_PARTS ->
                isOneOfFive(part) && IntStream.rangeClosed(1, 5).allMatch(i -> all.contains(new DgiId(group << 8 | i)));
            default -> false;
        };
    }

    private static boolean isOneOfFive(int part) {
        return part >= 1 && part <= 5;
    }

    /** Length in front of the last 80 that only one filler byte follows, over and over; in the last block. */
    private static Optional<Integer> marked(byte[] bytes) {
        int at = bytes.length - 1;
        byte filler = bytes[at];
        while (filler != MARK && at > 0 && bytes[at] == filler) {
            at--;
        }
        boolean padded = bytes[at] == MARK && bytes.length - at <= AES_BLOCK_BYTES;
        return padded ? Optional.of(at) : Optional.empty();
    }
}
