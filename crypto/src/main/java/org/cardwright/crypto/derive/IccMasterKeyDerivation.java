package org.cardwright.crypto.derive;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.params.DESParameters;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.CardKeys.DerivationOption;

/**
 * The master key of a card from that of its issuer. EMV 4.4 Book 2, A1.4.
 *
 * <p>PANs and PAN sequence numbers are digits; an absent sequence number is {@code "00"}. Results are secrets of the
 * caller, who closes them.
 */
public final class IccMasterKeyDerivation {

    private static final int OPTION_A_DIGITS = 16;
    private static final int TDES_BLOCK_BYTES = 8;
    private static final int AES_BLOCK_BYTES = 16;

    private IccMasterKeyDerivation() {}

    /**
     * 3DES over the rightmost 16 digits of PAN and sequence number. EMV 4.4 Book 2, A1.4.1.
     *
     * @param issuerMasterKey double-length 3DES
     * @return 16 bytes with odd parity
     */
    public static SecretBytes optionA(KeyCipher issuerMasterKey, String pan, String panSequenceNumber) {
        return tdesKey(issuerMasterKey, blockA(pan, panSequenceNumber));
    }

    private static byte[] blockA(String pan, String panSequenceNumber) {
        return DigitBlock.alignedRight(pan + panSequenceNumber, TDES_BLOCK_BYTES);
    }

    /**
     * As option A for up to 16 digits, else 3DES over decimalised SHA-1. EMV 4.4 Book 2, A1.4.2.
     *
     * @param issuerMasterKey double-length 3DES
     * @return 16 bytes with odd parity
     */
    public static SecretBytes optionB(KeyCipher issuerMasterKey, String pan, String panSequenceNumber) {
        return pan.length() <= OPTION_A_DIGITS
                ? optionA(issuerMasterKey, pan, panSequenceNumber)
                : optionBHashed(issuerMasterKey, pan, panSequenceNumber);
    }

    /** The hashing branch of option B for any PAN length; some non-EMV dCVV keys use it below 17 digits as well. */
    public static SecretBytes optionBHashed(KeyCipher issuerMasterKey, String pan, String panSequenceNumber) {
        // step 3: as option A
        return tdesKey(issuerMasterKey, blockB(pan, panSequenceNumber));
    }

    private static byte[] blockB(String pan, String panSequenceNumber) {
        // step 1: one zero digit on the left makes an odd number of PAN digits even; hash the packed digits
        String digits = (pan.length() % 2 == 0 ? "" : "0") + pan + panSequenceNumber;
        byte[] packed = DigitBlock.alignedLeft(digits, digits.length() / 2);
        SHA1Digest sha1 = new SHA1Digest();
        sha1.update(packed, 0, packed.length);
        byte[] hash = new byte[sha1.getDigestSize()];
        sha1.doFinal(hash, 0);
        // step 2: 16 decimal digits of the hash
        return DigitBlock.alignedLeft(Decimalisation.text(hash, OPTION_A_DIGITS), TDES_BLOCK_BYTES);
    }

    /**
     * AES over PAN and sequence number. EMV 4.4 Book 2, A1.4.3.
     *
     * @param issuerMasterKey AES
     * @return a key as long as the issuer master key
     */
    public static SecretBytes optionC(KeyCipher issuerMasterKey, String pan, String panSequenceNumber) {
        require(issuerMasterKey.algorithm() == KeyAlgorithm.AES, "option C needs an AES issuer master key");
        return derive(issuerMasterKey, blockC(pan, panSequenceNumber));
    }

    private static byte[] blockC(String pan, String panSequenceNumber) {
        return DigitBlock.alignedRight(pan + panSequenceNumber, AES_BLOCK_BYTES);
    }

    /**
     * What the issuer master key encrypts, Y and its complement, for a device that derives inside; the key is the leftmost part of the
     * result, with odd parity for 3DES.
     *
     * @param option how the block is made
     */
    public static byte[] input(DerivationOption option, String pan, String panSequenceNumber) {
        boolean hashed = option == DerivationOption.B && pan.length() > OPTION_A_DIGITS;
        return both(
                switch (option) {
                    case A, B -> hashed ? blockB(pan, panSequenceNumber) : blockA(pan, panSequenceNumber);
                    case C -> blockC(pan, panSequenceNumber);
                });
    }

    /** A key of a block and its complement, with odd parity; A1.4.1, step 2. */
    static SecretBytes tdesKey(KeyCipher masterKey, byte[] y) {
        require(
                masterKey.algorithm() == KeyAlgorithm.TDES && masterKey.keyBytes() == 16,
                "a double-length 3DES master key is needed");
        byte[] key = blocks(masterKey, y, 16);
        DESParameters.setOddParity(key);
        return SecretBytes.adopt(key);
    }

    private static SecretBytes derive(KeyCipher issuerMasterKey, byte[] y) {
        return SecretBytes.adopt(blocks(issuerMasterKey, y, issuerMasterKey.keyBytes()));
    }

    /** The leftmost bytes of E[Y] | E[Y xor FF..]. */
    private static byte[] blocks(KeyCipher cipher, byte[] y, int bytes) {
        byte[] encrypted = cipher.encryptEcb(both(y));
        byte[] key = Arrays.copyOf(encrypted, bytes);
        Arrays.fill(encrypted, (byte) 0);
        return key;
    }

    private static byte[] both(byte[] y) {
        byte[] both = Arrays.copyOf(y, 2 * y.length);
        for (int i = 0; i < y.length; i++) {
            both[y.length + i] = (byte) ~y[i];
        }
        return both;
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new KeyRefusedException(message);
        }
    }
}
