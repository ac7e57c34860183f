package org.cardwright.crypto.key;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The check values that travel inside a key block: of the key (block KC) and of its protection key (block KP).
 *
 * <p>Two digits for the rule, then the value: 00 = zeros enciphered, 01 = CMAC over zeros. ANSI X9.143, 6.3.6.7; ANSI X9.24-1,
 * annex A.
 */
final class BlockCheckValue {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int RULE_DIGITS = 2;

    private BlockCheckValue() {}

    /** The content of a block KC or KP by the usual rule: zeros enciphered for 3DES, CMAC for AES. */
    static String encode(KeyAlgorithm algorithm, SecretBytes key) {
        try (KeyCipher cipher = KeyCipher.of(algorithm, key)) {
            return encode(cipher);
        }
    }

    private static String encode(KeyCipher cipher) {
        boolean isAes = cipher.algorithm() == KeyAlgorithm.AES;
        byte[] zeros = new byte[cipher.blockBytes()];
        byte[] value = isAes ? cipher.cmac(zeros) : cipher.encryptEcb(zeros);
        int bytes = isAes ? 5 : KeyCheckValue.BYTES;
        return (isAes ? "01" : "00") + HEX.formatHex(value, 0, bytes);
    }

    /** Refuses a block whose check values are not those of the keys. */
    static void requireFit(Tr31.Unwrapped unwrapped, KeyCipher protectionKey) {
        KeyBlockHeader header = unwrapped.header();
        header.optional(OptionalBlockKind.KC)
                .filter(content -> OptionalBlockKind.isBlockCipher(header.algorithm()))
                .ifPresent(content -> require(
                        fits(content, KeyAlgorithm.ofLetter(header.algorithm()), unwrapped.key()),
                        "the check value inside the key block is not that of its key"));
        header.optional(OptionalBlockKind.KP)
                .ifPresent(content -> require(
                        fits(content, protectionKey),
                        "the check value of the protection key inside the key block is of another key"));
    }

    private static boolean fits(String content, KeyAlgorithm algorithm, SecretBytes key) {
        try (KeyCipher cipher = KeyCipher.of(algorithm, key)) {
            return fits(content, cipher);
        }
    }

    private static boolean fits(String content, KeyCipher cipher) {
        byte[] expected = HEX.parseHex(content, RULE_DIGITS, content.length());
        byte[] zeros = new byte[cipher.blockBytes()];
        byte[] actual = content.startsWith("01") ? cipher.cmac(zeros) : cipher.encryptEcb(zeros);
        return MessageDigest.isEqual(expected, Arrays.copyOf(actual, expected.length));
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new KeyRefusedException(message);
        }
    }
}
