package org.cardwright.jobs.sample;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** What the test issuers do at their side: a PIN block under the published PIN key of KEK1. ISO 9564-1, formats 0 and 4. */
final class TestPinBlocks {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private TestPinBlocks() {}

    /** Format 0 under a double-length 3DES key. */
    static String format0(byte[] key, String pan, String pin) {
        byte[] pinField = HEX.parseHex(filled("0" + length(pin) + pin, 'F', 16));
        byte[] panField = HEX.parseHex("0000" + pan.substring(pan.length() - 13, pan.length() - 1));
        byte[] tripleLength = new byte[24];
        System.arraycopy(key, 0, tripleLength, 0, 16);
        System.arraycopy(key, 0, tripleLength, 16, 8);
        return HEX.formatHex(encrypt("DESede", tripleLength, xor(pinField, panField)));
    }

    /** Format 4 under an AES key; the random half comes from the seed. */
    static String format4(byte[] key, String pan, String pin, Random random) {
        byte[] fill = new byte[8];
        random.nextBytes(fill);
        byte[] pinField = HEX.parseHex(filled("4" + length(pin) + pin, 'A', 16) + HEX.formatHex(fill));
        byte[] panField = HEX.parseHex(filled((pan.length() - 12) + pan, '0', 32));
        return HEX.formatHex(encrypt("AES", key, xor(encrypt("AES", key, pinField), panField)));
    }

    private static String length(String pin) {
        return Integer.toHexString(pin.length()).toUpperCase(Locale.ROOT);
    }

    private static String filled(String digits, char fill, int length) {
        return digits + String.valueOf(fill).repeat(length - digits.length());
    }

    private static byte[] xor(byte[] left, byte[] right) {
        byte[] out = left.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] ^= right[i];
        }
        return out;
    }

    private static byte[] encrypt(String algorithm, byte[] key, byte[] block) {
        try {
            Cipher cipher = Cipher.getInstance(algorithm + "/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, algorithm));
            return cipher.doFinal(block);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
