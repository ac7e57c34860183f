package org.cardwright.machine.terminal;

import java.util.Optional;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;

/** The public keys of payment systems that a terminal stores. EMV 4.4 Book 2, 11.2.2. */
@FunctionalInterface
public interface CaKeys {

    /**
     * One key.
     *
     * @param rid registered application provider identifier, 5 bytes
     * @param index tag 8F, 0 to 255
     * @param modulusBytes length of what it signed
     */
    Optional<RsaPublicKey> find(ByteString rid, int index, int modulusBytes);
}
