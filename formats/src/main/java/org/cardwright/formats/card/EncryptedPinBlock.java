package org.cardwright.formats.card;

import org.cardwright.formats.bytes.ByteString;

/**
 * A PIN block as the issuer sent it, under the PIN key of KEK1, or as the security module made it, under its storage key.
 *
 * <p>ISO 9564-1.
 *
 * @param format which clear block is inside
 * @param cryptogram 8 bytes (formats 0, 1, 3) or 16 bytes (format 4)
 */
public record EncryptedPinBlock(
        @Classified(DataClass.PUBLIC) PinBlockFormat format,
        @Classified(DataClass.SECRET) ByteString cryptogram) {

    /** Checks the length. */
    public EncryptedPinBlock {
        if (cryptogram.size() != format.blockBytes()) {
            throw new IllegalArgumentException("a PIN block of " + format + " has " + format.blockBytes() + " bytes");
        }
    }
}
