package org.cardwright.crypto.rsa;

import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;

/** A private key that signs whole blocks: clear in this process while it is used, or in a device. EMV 4.4 Book 2, A2.1.2. */
public sealed interface RsaSigningKey permits RsaPrivateKey, DeviceRsaKey {

    /** The public half. */
    RsaPublicKey publicKey();
}
