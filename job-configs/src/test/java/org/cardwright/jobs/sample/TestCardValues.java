package org.cardwright.jobs.sample;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** What the issuer's own host computes for its stripes, with the platform's ciphers. The rule of Visa and Mastercard. */
final class TestCardValues {

    private TestCardValues() {}

    /** CVV, three digits, under a double-length key. */
    static String cvv(byte[] key, String pan, String yymm, String serviceCode) {
        String digits = pan + yymm + serviceCode;
        byte[] blocks = HexFormat.of().parseHex(digits + "0".repeat(32 - digits.length()));
        byte[] left = Arrays.copyOf(key, 8);
        byte[] right = Arrays.copyOfRange(key, 8, 16);
        byte[] block = des(Cipher.ENCRYPT_MODE, left, Arrays.copyOf(blocks, 8));
        for (int i = 0; i < 8; i++) {
            block[i] ^= blocks[8 + i];
        }
        block = des(Cipher.ENCRYPT_MODE, left, block);
        block = des(Cipher.DECRYPT_MODE, right, block);
        block = des(Cipher.ENCRYPT_MODE, left, block);
        return decimal(HexFormat.of().formatHex(block)).substring(0, 3);
    }

    /** Decimal digits as they stand, then the letters minus ten. */
    private static String decimal(String hex) {
        String numbers = hex.replaceAll("[^0-9]", "");
        String letters = hex.chars()
                .filter(c -> c >= 'a')
                .mapToObj(c -> String.valueOf(c - 'a'))
                .collect(Collectors.joining());
        return numbers + letters;
    }

    private static byte[] des(int mode, byte[] key, byte[] block) {
        try {
            Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "DES"));
            return cipher.doFinal(block);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
