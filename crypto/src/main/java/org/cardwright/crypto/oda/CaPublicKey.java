package org.cardwright.crypto.oda;

import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;

/**
 * The public key of a payment system as a terminal stores it. EMV 4.4 Book 2, 11.2.2, Table 27.
 *
 * <p>The same index occurs under several payment systems and, in published lists, twice under one: the check sum decides.
 *
 * @param rid registered application provider identifier, 5 bytes
 * @param index tag 8F, 0 to 255
 * @param key modulus and exponent
 */
public record CaPublicKey(ByteString rid, int index, RsaPublicKey key) {

    /** Checks the lengths. */
    public CaPublicKey {
        if (rid.size() != 5) {
            throw new IllegalArgumentException("a RID has 5 bytes, was " + rid.size());
        }
        if (index < 0 || index > 255) {
            throw new IllegalArgumentException("a CA public key index is 0 to 255, was " + index);
        }
    }

    /** SHA-1 over RID, index, modulus and exponent, 20 bytes. */
    public ByteString checkSum() {
        return Sha1.hash(ByteString.concat(rid, ByteString.ofByte(index), key.modulus(), key.exponent()));
    }
}
