package org.cardwright.perso.verify;

import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/**
 * A public key of a payment-system certification authority, as a terminal stores it.
 *
 * @param rid registered application provider identifier, 5 bytes
 * @param index tag 8F
 * @param modulus big-endian
 * @param exponent 03 or 010001
 * @param hash SHA-1 over RID, index, modulus and exponent (EMV 4.4 Book 2, 11.2.2)
 * @param expires last day, where it was published with the key
 */
public record CaPublicKey(
        ByteString rid,
        int index,
        ByteString modulus,
        ByteString exponent,
        ByteString hash,
        Optional<LocalDate> expires) {

    private static final int RID_BYTES = 5;

    /** Checks the shapes and the check sum. */
    public CaPublicKey {
        if (rid.size() != RID_BYTES || index < 0 || index > 0xFF || modulus.isEmpty() || exponent.isEmpty()) {
            throw new IllegalArgumentException("a CA key has a RID of 5 bytes, an index, a modulus and an exponent");
        }
        ByteString expected = Sha.sha1(rid, ByteString.ofByte(index), modulus, exponent);
        if (!MessageDigest.isEqual(expected.toByteArray(), hash.toByteArray())) {
            throw new IllegalArgumentException("the check sum of CA key " + rid.toHex() + "-"
                    + ByteString.ofByte(index).toHex() + " is wrong");
        }
    }
}
