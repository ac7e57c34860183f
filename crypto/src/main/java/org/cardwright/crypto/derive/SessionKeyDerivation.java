package org.cardwright.crypto.derive;

import java.util.Arrays;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/** Session keys of a card. EMV 4.4 Book 2, A1.3. */
public final class SessionKeyDerivation {

    private SessionKeyDerivation() {}

    /**
     * The EMV common session key, no parity adjustment. EMV 4.4 Book 2, A1.3.1.
     *
     * @param masterKey ICC master key, double-length 3DES or AES
     * @param start R without its padding: ATC (2 bytes) for cryptograms, ARQC (8 bytes) for script messages
     */
    public static SecretBytes emvCommon(KeyCipher masterKey, ByteString start) {
        int size = masterKey.blockBytes();
        byte[] r = Arrays.copyOf(start.toByteArray(), size);
        if (masterKey.keyBytes() == size) {
            return SecretBytes.adopt(masterKey.encryptEcb(r));
        }
        byte[] both = Arrays.copyOf(r, 2 * size);
        System.arraycopy(r, 0, both, size, size);
        both[2] = (byte) 0xF0;
        both[size + 2] = 0x0F;
        byte[] encrypted = masterKey.encryptEcb(both);
        byte[] key = Arrays.copyOf(encrypted, masterKey.keyBytes());
        Arrays.fill(encrypted, (byte) 0);
        return SecretBytes.adopt(key);
    }

    /** Mastercard SKD: the common function with R = ATC | 0000 | unpredictable number. M/Chip. */
    public static SecretBytes mastercardSkd(KeyCipher masterKey, ByteString atc, ByteString unpredictableNumber) {
        return emvCommon(masterKey, ByteString.concat(atc, ByteString.repeat(0, 2), unpredictableNumber));
    }

    /** Visa script keys: the ATC is added to the right end of the left half, its complement to that of the right. */
    public static SecretBytes visaScript(SecretBytes masterKey, ByteString atc) {
        byte[] key = ClearKeyAccess.open(masterKey).clone();
        for (int i = 0; i < 2; i++) {
            key[6 + i] ^= (byte) atc.unsignedAt(i);
            key[14 + i] ^= (byte) ~atc.unsignedAt(i);
        }
        return SecretBytes.adopt(key);
    }
}
