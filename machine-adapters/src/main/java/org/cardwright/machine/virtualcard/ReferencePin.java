package org.cardwright.machine.virtualcard;

import java.security.MessageDigest;
import java.util.Arrays;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * The PIN that the card compares with.
 *
 * @param block ISO 9564-1 format 2 or 1, 8 bytes, or filled up to 16; closed by the card
 */
record ReferencePin(SecretBytes block) {

    static final int BYTES = 8;
    private static final int FORMAT_2 = 0x20;

    /** Is it the PIN of this block of format 2? Takes as long either way. EMV 4.4 Book 3, 6.5.12, Table 24. */
    boolean matches(ByteString format2Block) {
        byte[] reference = Arrays.copyOf(ClearKeyAccess.open(block), BYTES);
        int digits = reference[0] & 0x0F;
        // format 1 has the same digits at the same places and random fill behind them
        reference[0] = (byte) (FORMAT_2 | digits);
        for (int nibble = 2 + digits; nibble < 2 * BYTES; nibble++) {
            reference[nibble / 2] |= (byte) (nibble % 2 == 0 ? 0xF0 : 0x0F);
        }
        try {
            return MessageDigest.isEqual(reference, format2Block.toByteArray());
        } finally {
            Arrays.fill(reference, (byte) 0);
        }
    }
}
