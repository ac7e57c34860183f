package org.cardwright.crypto.oda;

import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.bytes.ByteString;

/**
 * Encrypts the parts of card keys under KEK2; the security module gives it to the engine. EMV CPS, DGIs 8201 to 8205 and
 * 8301 to 8305.
 */
public interface PartWrapper {

    /** Block length of the cipher of that key: 8 (3DES) or 16 (AES). */
    int blockBytes(WrapUnder under);

    /**
     * One padded part, encrypted on its own.
     *
     * @param under key and mode
     * @param clear a whole number of blocks, closed by the caller
     */
    ByteString wrap(WrapUnder under, SecretBytes clear);
}
