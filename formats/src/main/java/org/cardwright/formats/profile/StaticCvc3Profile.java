package org.cardwright.formats.profile;

import org.cardwright.formats.bytes.ByteString;

/**
 * What a CVC3 that never changes is computed from beside the track. Mastercard contactless magnetic stripe.
 *
 * @param unpredictableNumber 4 bytes
 * @param transactionCounter 2 bytes
 * @param digits of a value outside a track, 1 to 5; on a track its field says it
 */
public record StaticCvc3Profile(ByteString unpredictableNumber, ByteString transactionCounter, int digits) {

    /** Zeros and three digits. */
    static final StaticCvc3Profile ZEROS = new StaticCvc3Profile(ByteString.repeat(0, 4), ByteString.repeat(0, 2), 3);
}
