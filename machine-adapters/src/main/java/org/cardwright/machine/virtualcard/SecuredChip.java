package org.cardwright.machine.virtualcard;

import java.security.SecureRandom;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.chip.CardProductionLifeCycle;

/**
 * What the maker of a chip put into it.
 *
 * @param keys first keys of its security domain, taken over by the card
 * @param keyVersion of these keys, 01 to FF
 * @param diversificationData KMCID (6) and CSN (4)
 * @param lifeCycle production life cycle data
 * @param random for challenges and dynamic numbers
 */
public record SecuredChip(
        CardKeySet keys,
        int keyVersion,
        ByteString diversificationData,
        CardProductionLifeCycle lifeCycle,
        SecureRandom random) {

    private static final int DATA_BYTES = 10;

    /** Checks ranges. */
    public SecuredChip {
        if (diversificationData.size() != DATA_BYTES || keyVersion < 1 || keyVersion > 0xFF) {
            throw new IllegalArgumentException("a chip has 10 bytes of diversification data and key version 01 to FF");
        }
    }
}
