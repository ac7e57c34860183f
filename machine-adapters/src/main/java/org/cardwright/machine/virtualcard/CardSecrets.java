package org.cardwright.machine.virtualcard;

import java.util.Arrays;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;

/** Parts of secrets that a card got. */
final class CardSecrets {

    private static final byte MARK = (byte) 0x80;

    private CardSecrets() {}

    /** The first bytes; the whole is wiped. */
    static SecretBytes part(SecretBytes whole, int bytes) {
        try (whole) {
            CardRefusal.require(bytes <= whole.size(), CardRefusal.WRONG_DATA);
            return SecretBytes.adopt(Arrays.copyOf(ClearKeyAccess.open(whole), bytes));
        }
    }

    /** The same without what fills it up to blocks: 80 and zeros behind so many bytes; unchanged when there is something else. */
    static SecretBytes unfilled(SecretBytes whole, int bytes) {
        byte[] all = ClearKeyAccess.open(whole);
        boolean filled = all.length > bytes && all[bytes] == MARK;
        for (int i = bytes + 1; i < all.length; i++) {
            filled &= all[i] == 0;
        }
        return filled ? part(whole, bytes) : whole;
    }
}
