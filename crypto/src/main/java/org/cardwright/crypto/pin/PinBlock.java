package org.cardwright.crypto.pin;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.formats.card.PinBlockFormat;

/**
 * Makes and opens encrypted PIN blocks of the five formats; no clear block leaves.
 *
 * <p>ISO 9564-1, 9.3 (formats 0 to 3) and 9.4 (format 4). Formats 0 to 3 are one 3DES block; format 4 is AES.
 */
public final class PinBlock {

    private static final int FILL_F = 0xF;
    private static final int FILL_A = 0xA;

    private PinBlock() {}

    /**
     * Encrypts a PIN.
     *
     * @param pan PAN digits that formats 0, 3 and 4 bind the block to
     * @param random fill of formats 1, 3 and 4
     * @return 8 bytes, or 16 for format 4 and for format 2 under AES (padded 80 00.. to one AES block)
     * @throws KeyRefusedException when the cipher does not suit the format
     */
    public static byte[] encipher(
            PinBlockFormat format, ClearPin pin, String pan, KeyCipher cipher, SecureRandom random) {
        requireSuited(format, cipher, true);
        byte[] clear = encode(format, pin, pan, random);
        try {
            return format == PinBlockFormat.ISO_4
                    ? encipherFormat4(clear, pan, cipher)
                    : cipher.encryptEcb(fill(clear, cipher));
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /**
     * Decrypts a PIN block.
     *
     * @return the PIN, to be closed by the caller; empty when the block does not hold a well-formed one
     * @throws KeyRefusedException when the cipher does not suit the format
     */
    public static Optional<ClearPin> decipher(PinBlockFormat format, byte[] block, String pan, KeyCipher cipher) {
        requireSuited(format, cipher, false);
        byte[] clear = format == PinBlockFormat.ISO_4 ? decipherFormat4(block, pan, cipher) : cipher.decryptEcb(block);
        try {
            return hasAesPadding(clear, format) ? decode(format, clear, pan) : Optional.empty();
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    static byte[] encode(PinBlockFormat format, ClearPin pin, String pan, SecureRandom random) {
        return switch (format) {
            case ISO_0 -> xor(PinField.encode(0, pin, () -> FILL_F), PinField.panField(pan));
            case ISO_1 -> PinField.encode(1, pin, () -> randomBelow(16, random));
            case ISO_2 -> PinField.encode(2, pin, () -> FILL_F);
            case ISO_3 -> xor(PinField.encode(3, pin, () -> FILL_A + randomBelow(6, random)), PinField.panField(pan));
            case ISO_4 -> format4Field(pin, random);
        };
    }

    static Optional<ClearPin> decode(PinBlockFormat format, byte[] clear, String pan) {
        return switch (format) {
            case ISO_0 -> decodeBound(clear, 0, FILL_F, pan);
            case ISO_1 -> PinField.decode(clear, 1, 0, 0xF);
            case ISO_2 -> PinField.decode(clear, 2, FILL_F, FILL_F);
            case ISO_3 -> decodeBound(clear, 3, FILL_A, pan);
            case ISO_4 -> PinField.decode(clear, 4, FILL_A, FILL_A);
        };
    }

    private static Optional<ClearPin> decodeBound(byte[] clear, int control, int minFill, String pan) {
        byte[] field = xor(clear.clone(), PinField.panField(pan));
        try {
            return PinField.decode(field, control, minFill, 0xF);
        } finally {
            Arrays.fill(field, (byte) 0);
        }
    }

    private static byte[] format4Field(ClearPin pin, SecureRandom random) {
        byte[] field = new byte[2 * PinField.BYTES];
        byte[] fill = new byte[PinField.BYTES];
        random.nextBytes(fill);
        byte[] pinHalf = PinField.encode(4, pin, () -> FILL_A);
        System.arraycopy(pinHalf, 0, field, 0, PinField.BYTES);
        System.arraycopy(fill, 0, field, PinField.BYTES, PinField.BYTES);
        Arrays.fill(pinHalf, (byte) 0);
        return field;
    }

    /** An even choice from 0 to {@code bound - 1}, at most 16; bytes above the last multiple of the bound are drawn again. */
    private static int randomBelow(int bound, SecureRandom random) {
        int limit = 256 - 256 % bound;
        byte[] drawn = new byte[1];
        do {
            random.nextBytes(drawn);
        } while ((drawn[0] & 0xFF) >= limit);
        return (drawn[0] & 0xFF) % bound;
    }

    /** Encrypt the PIN field, add the PAN field, encrypt again. ISO 9564-1:2017, 9.4.3. */
    private static byte[] encipherFormat4(byte[] pinField, String pan, KeyCipher cipher) {
        return cipher.encryptEcb(xor(cipher.encryptEcb(pinField), PinField.panFieldFormat4(pan)));
    }

    private static byte[] decipherFormat4(byte[] block, String pan, KeyCipher cipher) {
        return cipher.decryptEcb(xor(cipher.decryptEcb(block), PinField.panFieldFormat4(pan)));
    }

    private static void requireSuited(PinBlockFormat format, KeyCipher cipher, boolean outgoing) {
        boolean aes = cipher.algorithm() == KeyAlgorithm.AES;
        boolean chipUnderAes = aes && format == PinBlockFormat.ISO_2;
        if (aes != (format == PinBlockFormat.ISO_4) && !chipUnderAes) {
            throw new KeyRefusedException("a PIN block of " + format + " is not " + (outgoing ? "made" : "opened")
                    + " under " + cipher.algorithm());
        }
    }

    /** A format 2 block under AES is filled up to a cipher block with 80 00..; EMV CPS 2.0 leaves the form to the parties. */
    private static byte[] fill(byte[] clear, KeyCipher cipher) {
        if (clear.length == cipher.blockBytes()) {
            return clear;
        }
        byte[] filled = Arrays.copyOf(clear, cipher.blockBytes());
        filled[clear.length] = (byte) 0x80;
        return filled;
    }

    private static boolean hasAesPadding(byte[] clear, PinBlockFormat format) {
        if (format == PinBlockFormat.ISO_4 || clear.length == PinField.BYTES) {
            return true;
        }
        int wrong = clear.length == 2 * PinField.BYTES ? (clear[PinField.BYTES] & 0xFF) ^ 0x80 : 1;
        for (int i = PinField.BYTES + 1; i < clear.length; i++) {
            wrong |= clear[i];
        }
        return wrong == 0;
    }

    private static byte[] xor(byte[] target, byte[] other) {
        for (int i = 0; i < target.length; i++) {
            target[i] ^= other[i];
        }
        return target;
    }
}
