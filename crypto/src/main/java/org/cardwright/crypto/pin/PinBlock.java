package org.cardwright.crypto.pin;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.formats.card.PinBlockFormat;

/**
 * A PIN block of one of the five formats for one PAN: makes and opens it encrypted; no clear block leaves.
 *
 * <p>ISO 9564-1, 9.3 (formats 0 to 3) and 9.4 (format 4). Formats 0 to 3 are one 3DES block; format 4 is AES.
 *
 * @param format which clear block is inside
 * @param pan PAN digits that formats 0, 3 and 4 bind the block to; the others do not look at it
 */
public record PinBlock(PinBlockFormat format, String pan) {

    private static final byte FILL_MARK = (byte) 0x80;
    private static final int FILL_F = 0xF;
    private static final int FILL_A = 0xA;

    /**
     * Encrypts a PIN.
     *
     * @param random fill of formats 1, 3 and 4
     * @return 8 bytes, or 16 for format 4 and for formats 1 and 2 under AES (padded 80 00.. to one AES block)
     * @throws KeyRefusedException when the cipher does not suit the format
     */
    public byte[] encipher(ClearPin pin, KeyCipher cipher, SecureRandom random) {
        requireSuited(cipher);
        byte[] clear = encode(pin, random);
        byte[] filled = filled(clear, cipher.blockBytes());
        try {
            return format == PinBlockFormat.ISO_4 ? encipherFormat4(clear, cipher) : cipher.encryptEcb(filled);
        } finally {
            Arrays.fill(clear, (byte) 0);
            Arrays.fill(filled, (byte) 0);
        }
    }

    /**
     * Decrypts a PIN block.
     *
     * @return the PIN, to be closed by the caller; empty when the block does not hold a well-formed one
     * @throws KeyRefusedException when the cipher does not suit the format
     */
    public Optional<ClearPin> decipher(byte[] block, KeyCipher cipher) {
        requireSuited(cipher);
        if (block.length != cipher.blockBytes()) {
            throw new KeyRefusedException(
                    "a PIN block of " + block.length + " bytes is not under a key of " + cipher.algorithm());
        }
        byte[] clear = format == PinBlockFormat.ISO_4 ? decipherFormat4(block, cipher) : cipher.decryptEcb(block);
        try {
            return hasFill(clear) ? decode(clear) : Optional.empty();
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /** The format alone: a card number stands in full in no text. */
    @Override
    public String toString() {
        return "PinBlock(" + format + ")";
    }

    byte[] encode(ClearPin pin, SecureRandom random) {
        return switch (format) {
            case ISO_0 -> xor(PinField.encode(0, pin, () -> FILL_F), PinField.panField(pan));
            case ISO_1 -> PinField.encode(1, pin, () -> randomBelow(16, random));
            case ISO_2 -> PinField.encode(2, pin, () -> FILL_F);
            case ISO_3 -> xor(PinField.encode(3, pin, () -> FILL_A + randomBelow(6, random)), PinField.panField(pan));
            case ISO_4 -> format4Field(pin, random);
        };
    }

    Optional<ClearPin> decode(byte[] clear) {
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
    private byte[] encipherFormat4(byte[] pinField, KeyCipher cipher) {
        return cipher.encryptEcb(xor(cipher.encryptEcb(pinField), PinField.panFieldFormat4(pan)));
    }

    private byte[] decipherFormat4(byte[] block, KeyCipher cipher) {
        return cipher.decryptEcb(xor(cipher.decryptEcb(block), PinField.panFieldFormat4(pan)));
    }

    /** True when an issuer sends such a block under such a key: format 4 fills an AES block, the others a 3DES block. */
    public static boolean isSentUnder(PinBlockFormat format, KeyAlgorithm algorithm) {
        return algorithm == (format == PinBlockFormat.ISO_4 ? KeyAlgorithm.AES : KeyAlgorithm.TDES);
    }

    /** Format 4 needs AES; formats 1 and 2, which leave for a chip, may be under AES; formats 0 and 3 need 3DES. */
    private void requireSuited(KeyCipher cipher) {
        boolean suited = switch (format) {
            case ISO_0, ISO_3 -> cipher.algorithm() == KeyAlgorithm.TDES;
            case ISO_1, ISO_2 -> true;
            case ISO_4 -> cipher.algorithm() == KeyAlgorithm.AES;
        };
        if (!suited) {
            throw new KeyRefusedException("a PIN block of " + format + " is not under a key of " + cipher.algorithm());
        }
    }

    /** Eight bytes under AES are filled up with 80 00..; EMV CPS 2.0 leaves the form to the parties. */
    private static byte[] filled(byte[] clear, int blockBytes) {
        byte[] filled = Arrays.copyOf(clear, blockBytes);
        if (clear.length < blockBytes) {
            filled[clear.length] = FILL_MARK;
        }
        return filled;
    }

    private boolean hasFill(byte[] clear) {
        if (format == PinBlockFormat.ISO_4 || clear.length == PinField.BYTES) {
            return true;
        }
        boolean same = clear.length > PinField.BYTES && clear[PinField.BYTES] == FILL_MARK;
        for (int i = PinField.BYTES + 1; i < clear.length; i++) {
            same &= clear[i] == 0;
        }
        return same;
    }

    private static byte[] xor(byte[] target, byte[] other) {
        for (int i = 0; i < target.length; i++) {
            target[i] ^= other[i];
        }
        return target;
    }
}
