package org.cardwright.crypto.cvv;

import org.cardwright.crypto.derive.Decimalisation;
import org.cardwright.crypto.derive.DigitBlock;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;

/**
 * CVV, iCVV, CVV2 (CVC, chip CVC, CVC2) and dCVV under one card verification key.
 *
 * <p>The rule of Visa (CVV) and Mastercard (CVC), which is no public standard; decimal digits as in EMV 4.4 Book 2, A1.4.2,
 * step 2. For a batch; not safe for several threads.
 */
public final class CardVerificationValue implements AutoCloseable {

    /** Digits of the result. */
    public static final int DIGITS = 3;

    /** The block is two DES blocks. */
    private static final int BLOCK_BYTES = 16;

    private final KeyCipher left;
    private final KeyCipher whole;

    /**
     * Values under a double-length key: the CVK, or the card's own key for dCVV.
     *
     * @throws KeyRefusedException when the key has not 16 bytes
     */
    public CardVerificationValue(SecretBytes key) {
        if (key.size() != 16) {
            throw new KeyRefusedException("a card verification key is a double-length key");
        }
        this.left = KeyCipher.leftHalf(key);
        this.whole = KeyCipher.tdes(key);
    }

    /**
     * Values under a double-length key that may be in a device.
     *
     * @param left single DES with the left half of the key; taken over and closed
     * @param whole triple DES with the key; taken over and closed
     */
    public CardVerificationValue(KeyCipher left, KeyCipher whole) {
        this.left = left;
        this.whole = whole;
    }

    /**
     * Three digits.
     *
     * @param pan all PAN digits
     * @param expiry four digits in the order the value wants, YYMM on a track
     * @param serviceCode three digits: that of the stripe, 999 (iCVV) or 000 (CVV2)
     */
    public String compute(String pan, String expiry, String serviceCode) {
        requireDigits(expiry, 4, "expiry");
        requireDigits(serviceCode, 3, "service code");
        requireDigits(pan, pan.length(), "PAN");
        byte[] blocks = DigitBlock.alignedLeft(pan + expiry + serviceCode, BLOCK_BYTES);
        // step 1: the first block under the left half
        byte[] first = new byte[8];
        System.arraycopy(blocks, 0, first, 0, 8);
        byte[] result = left.encryptEcb(first);
        // step 2: xor the second block, then triple DES
        for (int i = 0; i < 8; i++) {
            result[i] ^= blocks[8 + i];
        }
        // step 3: decimal digits first, then letters
        return Decimalisation.text(whole.encryptEcb(result), DIGITS);
    }

    /**
     * The dynamic value of a contactless stripe emulation: four digits of the transaction counter take the place of the
     * first four PAN digits.
     */
    public String computeDynamic(String pan, String expiry, String serviceCode, String transactionCounter) {
        requireDigits(transactionCounter, 4, "transaction counter");
        return compute(transactionCounter + pan.substring(4), expiry, serviceCode);
    }

    private static void requireDigits(String text, int length, String field) {
        boolean digits = text.length() == length;
        for (int i = 0; digits && i < length; i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!digits) {
            throw new IllegalArgumentException(field + " is not made of " + length + " digits");
        }
    }

    /** Wipes the key. */
    @Override
    public void close() {
        left.close();
        whole.close();
    }
}
