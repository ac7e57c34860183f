package org.cardwright.crypto.derive;

import org.cardwright.crypto.derive.CounterModeKdf.FixedInput;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * The key K(IC) that locks one chip on its way from the chip maker, from the maker's master key M(IC) and the chip number.
 *
 * <p>No standard says how; each maker has a rule of its own. These two are ours, built of published parts, for makers who have none:
 * with 3DES as EMV 4.4 Book 2, A1.4.1 makes a key of a block; with AES by NIST SP 800-108r1, 4.1, label {@code K(IC)}.
 */
public final class ChipKeyDerivation {

    /** Length of a chip number: fabrication date, serial number and batch in the life cycle data (tag 9F7F). */
    public static final int NUMBER_BYTES = 8;

    private static final String LABEL = "K(IC)";

    private ChipKeyDerivation() {}

    /**
     * 3DES over the number and over its complement.
     *
     * @param masterKey double-length 3DES
     * @param number 8 bytes
     * @return 16 bytes with odd parity
     * @throws KeyRefusedException when the master key is another
     */
    public static SecretBytes tdes(KeyCipher masterKey, ByteString number) {
        return IccMasterKeyDerivation.tdesKey(masterKey, requireNumber(number).toByteArray());
    }

    /**
     * AES-CMAC in counter mode over label, number and length.
     *
     * @param masterKey AES
     * @param number 8 bytes
     * @return a key as long as the master key
     * @throws KeyRefusedException when the master key is another
     */
    public static SecretBytes aes(KeyCipher masterKey, ByteString number) {
        int bytes = masterKey.keyBytes();
        return CounterModeKdf.cmac(masterKey, FixedInput.labelled(LABEL, requireNumber(number), 8 * bytes), bytes);
    }

    private static ByteString requireNumber(ByteString number) {
        if (number.size() != NUMBER_BYTES) {
            throw new IllegalArgumentException("a chip number has 8 bytes, not " + number.size());
        }
        return number;
    }
}
