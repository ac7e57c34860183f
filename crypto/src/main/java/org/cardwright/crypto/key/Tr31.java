package org.cardwright.crypto.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Wraps and unwraps keys in key blocks of versions B and D. ANSI X9.143 (TR-31), 5.3 and 7.
 *
 * <p>The MAC over head and clear payload is the initial value of the encryption, so that every change of either is found.
 * Versions A and C are refused: their keys are variants, which PCI PIN retired; version E is not used by partners here.
 */
public final class Tr31 {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int ENCRYPTION = 0;
    private static final int AUTHENTICATION = 1;
    private static final int LENGTH_BYTES = 2;

    private Tr31() {}

    /**
     * What a key block held.
     *
     * @param header authenticated head
     * @param key clear key, to be closed by the caller
     */
    public record Unwrapped(KeyBlockHeader header, SecretBytes key) {}

    /**
     * Wraps a key.
     *
     * @param protectionKey 3DES for version B, AES for version D
     * @param random padding behind the key
     */
    public static String wrap(KeyBlockHeader header, SecretBytes key, SecretBytes protectionKey, SecureRandom random) {
        KeyBlockHeader padded = header.padded();
        KeyAlgorithm cipher = padded.protection();
        int size = cipher.blockBytes();
        byte[] payload = new byte[(LENGTH_BYTES + key.size() + size - 1) / size * size];
        random.nextBytes(payload);
        payload[0] = (byte) ((8 * key.size()) >> 8);
        payload[1] = (byte) (8 * key.size());
        System.arraycopy(ClearKeyAccess.open(key), 0, payload, LENGTH_BYTES, key.size());
        String head = padded.encode(2 * (payload.length + size));
        try (KeyCipher encryption = derived(cipher, protectionKey, ENCRYPTION);
                KeyCipher authentication = derived(cipher, protectionKey, AUTHENTICATION)) {
            byte[] mac = mac(authentication, head, payload);
            return head + HEX.formatHex(encryption.encryptCbc(payload, mac)) + HEX.formatHex(mac);
        } finally {
            Arrays.fill(payload, (byte) 0);
        }
    }

    /**
     * Unwraps a key.
     *
     * @param protectionKey 3DES for version B, AES for version D
     * @throws KeyRefusedException when the block is malformed, altered, of another version or under another key
     */
    public static Unwrapped unwrap(String block, SecretBytes protectionKey) {
        KeyBlockHeader header = KeyBlockHeader.parse(block);
        KeyAlgorithm cipher = header.protection();
        int size = cipher.blockBytes();
        int headLength = header.characters();
        int macAt = block.length() - 2 * size;
        require(macAt - headLength >= 2 * size && (macAt - headLength) % (2 * size) == 0);
        byte[] cryptogram = bytes(block.substring(headLength, macAt));
        byte[] mac = bytes(block.substring(macAt));
        try (KeyCipher encryption = derived(cipher, protectionKey, ENCRYPTION);
                KeyCipher authentication = derived(cipher, protectionKey, AUTHENTICATION)) {
            byte[] payload = encryption.decryptCbc(cryptogram, mac);
            try {
                byte[] expected = mac(authentication, block.substring(0, headLength), payload);
                require(MessageDigest.isEqual(expected, mac));
                return new Unwrapped(header, key(payload));
            } finally {
                Arrays.fill(payload, (byte) 0);
            }
        }
    }

    /** The encryption or authentication key of a protection key. ANSI X9.143, 7.2.1 and 7.3.1. */
    private static KeyCipher derived(KeyAlgorithm algorithm, SecretBytes protectionKey, int use) {
        int bytes = protectionKey.size();
        int code = algorithm == KeyAlgorithm.TDES ? bytes / 8 - 2 : bytes / 8;
        byte[] input = {0, 0, (byte) use, 0, 0, (byte) code, (byte) ((8 * bytes) >> 8), (byte) (8 * bytes)};
        byte[] key = new byte[bytes];
        try (KeyCipher cipher = KeyCipher.of(algorithm, protectionKey)) {
            int size = cipher.blockBytes();
            for (int at = 0; at < bytes; at += size) {
                input[0]++;
                byte[] part = cipher.cmac(input);
                System.arraycopy(part, 0, key, at, Math.min(size, bytes - at));
                Arrays.fill(part, (byte) 0);
            }
        }
        try (SecretBytes secret = SecretBytes.adopt(key)) {
            return KeyCipher.of(algorithm, secret);
        }
    }

    private static byte[] mac(KeyCipher authentication, String head, byte[] payload) {
        byte[] ascii = head.getBytes(StandardCharsets.US_ASCII);
        byte[] message = Arrays.copyOf(ascii, ascii.length + payload.length);
        System.arraycopy(payload, 0, message, ascii.length, payload.length);
        byte[] mac = authentication.cmac(message);
        Arrays.fill(message, (byte) 0);
        return mac;
    }

    private static SecretBytes key(byte[] payload) {
        int bits = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        require(bits > 0 && bits % 8 == 0 && bits / 8 <= payload.length - LENGTH_BYTES);
        return SecretBytes.adopt(Arrays.copyOfRange(payload, LENGTH_BYTES, LENGTH_BYTES + bits / 8));
    }

    private static byte[] bytes(String hex) {
        require(hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F')));
        return HEX.parseHex(hex);
    }

    /** One message for every fault behind the head: which one it was is nobody's business. */
    private static void require(boolean met) {
        if (!met) {
            throw new KeyRefusedException("the key block is altered, or under another key");
        }
    }
}
