package org.cardwright.crypto.rsa;

import org.cardwright.formats.bytes.ByteString;

/** A private key in a device, which does the arithmetic itself; what it answers is checked like any other result. */
public non-sealed interface DeviceRsaKey extends RsaSigningKey {

    /**
     * {@code block^d mod n}, as long as the modulus.
     *
     * @param block as long as the modulus and, as a number, below it
     */
    byte[] privateOperation(ByteString block);
}
