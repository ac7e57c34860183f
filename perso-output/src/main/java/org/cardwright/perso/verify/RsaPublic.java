package org.cardwright.perso.verify;

import java.math.BigInteger;
import org.cardwright.formats.bytes.ByteString;

/**
 * A recovered or stored RSA public key, with nothing but {@link BigInteger} behind it.
 *
 * @param modulus big-endian, N bytes
 * @param exponent big-endian
 */
record RsaPublic(ByteString modulus, ByteString exponent) {

    int bytes() {
        return modulus.size();
    }

    /** The recovery function: {@code signature^e mod n}, as long as the modulus. EMV 4.4 Book 2, B2.1. */
    ByteString recover(ByteString signature) {
        BigInteger n = new BigInteger(1, modulus.toByteArray());
        BigInteger s = new BigInteger(1, signature.toByteArray());
        byte[] raw = s.modPow(new BigInteger(1, exponent.toByteArray()), n).toByteArray();
        byte[] out = new byte[bytes()];
        int length = Math.min(raw.length, out.length);
        System.arraycopy(raw, raw.length - length, out, out.length - length, length);
        return ByteString.of(out);
    }
}
