package org.cardwright.crypto.cvv;

import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.mac.RetailMac;
import org.cardwright.formats.bytes.ByteString;

/**
 * The card verification code of contactless stripe emulation and its initial vector, under the card's own KD_CVC3.
 *
 * <p>Mastercard contactless magnetic stripe; ISO/IEC 9797-1, MAC algorithm 3 with padding method 2. For one card; not safe
 * for several threads.
 */
public final class Cvc3 implements AutoCloseable {

    private static final int MAX_DIGITS = 5;

    private final RetailMac mac;
    private final KeyCipher cipher;

    /**
     * Values under a card key.
     *
     * @throws org.cardwright.crypto.key.KeyRefusedException when the key has not 16 bytes
     */
    public Cvc3(SecretBytes cardKey) {
        this.mac = new RetailMac(cardKey);
        this.cipher = KeyCipher.tdes(cardKey);
    }

    /**
     * IVCVC3, the two rightmost bytes of the MAC over the static track data.
     *
     * @param staticTrackData packed track 2 with the separator D and trailing F, or ASCII track 1 starting with B
     */
    public ByteString initialVector(ByteString staticTrackData) {
        return ByteString.copyOf(
                mac.compute(RetailMac.Padding.MANDATORY_80, staticTrackData.toByteArray()), RetailMac.BYTES - 2, 2);
    }

    /**
     * CVC3, the low decimal digits of the two rightmost bytes of 3DES[IVCVC3 | UN | ATC].
     *
     * @param initialVector 2 bytes
     * @param unpredictableNumber 4 bytes
     * @param applicationTransactionCounter 2 bytes
     * @param digits 1 to 5
     */
    public String compute(
            ByteString initialVector,
            ByteString unpredictableNumber,
            ByteString applicationTransactionCounter,
            int digits) {
        if (digits < 1 || digits > MAX_DIGITS) {
            throw new IllegalArgumentException("a CVC3 has 1 to 5 digits");
        }
        ByteString block = ByteString.concat(initialVector, unpredictableNumber, applicationTransactionCounter);
        if (block.size() != cipher.blockBytes()) {
            throw new IllegalArgumentException("IVCVC3, unpredictable number and ATC have 2, 4 and 2 bytes");
        }
        byte[] encrypted = cipher.encryptEcb(block.toByteArray());
        int number = ByteString.copyOf(encrypted, RetailMac.BYTES - 2, 2).toUnsigned();
        String all = Integer.toString(100_000 + number);
        return all.substring(all.length() - digits);
    }

    /** Wipes the key. */
    @Override
    public void close() {
        mac.close();
        cipher.close();
    }
}
