package org.cardwright.crypto.key;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Wraps keys in key blocks of versions B, D and E, and unwraps those of A to E. ANSI X9.143 (TR-31), 5 to 7; ISO 20038, annex A.
 *
 * <p>What is written hides the length of the key: the payload is filled at random up to the longest key of the algorithm. What is
 * read must be right in every field before anything is decrypted; behind the head there is one refusal for every fault.
 */
public final class Tr31 {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int LENGTH_BYTES = 2;
    private static final int MAX_KEY_BYTES = 0xFFFF / 8;

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
     * @param protectionKey 3DES for version B, AES for versions D and E
     * @param random filling behind the key
     * @throws KeyRefusedException when the version is only read, or protection key, key or head do not fit a block
     */
    public static String wrap(KeyBlockHeader header, SecretBytes key, SecretBytes protectionKey, SecureRandom random) {
        try (KeyCipher cipher = KeyCipher.of(header.format().cipher(), protectionKey)) {
            return wrap(header, key, cipher, random);
        }
    }

    /**
     * The same with a protection key that may be in a device; it stays open.
     *
     * @throws KeyRefusedException when the version is only read, or protection key, key or head do not fit a block
     */
    public static String wrap(KeyBlockHeader header, SecretBytes key, KeyCipher protectionKey, SecureRandom random) {
        KeyBlockVersion version = header.format();
        if (!version.isWritten()) {
            throw new KeyRefusedException("key blocks of version " + version + " are read, not written");
        }
        KeyBlockHeader padded = header.padded();
        byte[] payload = payload(padded, key, random);
        String head = padded.encode(2 * (payload.length + version.macBytes()));
        try (KeyBlockCipher cipher = KeyBlockCipher.of(version, protectionKey)) {
            byte[] mac = cipher.mac(head, payload);
            return head + HEX.formatHex(cipher.encrypt(payload, mac)) + HEX.formatHex(mac);
        } finally {
            Arrays.fill(payload, (byte) 0);
        }
    }

    /** Length in bits, key, random filling. ANSI X9.143, 6.1. */
    private static byte[] payload(KeyBlockHeader header, SecretBytes key, SecureRandom random) {
        if (key.size() == 0 || key.size() > MAX_KEY_BYTES) {
            throw new KeyRefusedException("no key block holds a key of " + key.size() + " bytes");
        }
        int unit = header.format().payloadUnit();
        int hidden = Math.max(key.size(), longestKey(header.algorithm()));
        byte[] payload = new byte[(LENGTH_BYTES + hidden + unit - 1) / unit * unit];
        random.nextBytes(payload);
        payload[0] = (byte) ((8 * key.size()) >> 8);
        payload[1] = (byte) (8 * key.size());
        System.arraycopy(ClearKeyAccess.open(key), 0, payload, LENGTH_BYTES, key.size());
        return payload;
    }

    /** As long as this all keys of the algorithm look, bytes; the length of an RSA key is no secret. */
    private static int longestKey(char algorithm) {
        return switch (algorithm) {
            case 'T' -> 24;
            case 'A' -> 32;
            default -> 0;
        };
    }

    /**
     * Unwraps a key.
     *
     * @param protectionKey 3DES for versions A, B and C, AES for versions D and E
     * @throws KeyRefusedException when the block is malformed, altered or under another key
     */
    public static Unwrapped unwrap(String block, SecretBytes protectionKey) {
        KeyBlockHeader.Read read = KeyBlockHeader.read(block);
        try (KeyCipher cipher = KeyCipher.of(read.header().format().cipher(), protectionKey)) {
            return unwrap(block, read, cipher);
        }
    }

    /**
     * The same with a protection key that may be in a device; it stays open. Versions A and C need it clear.
     *
     * @throws KeyRefusedException when the block is malformed, altered or under another key
     */
    public static Unwrapped unwrap(String block, KeyCipher protectionKey) {
        return unwrap(block, KeyBlockHeader.read(block), protectionKey);
    }

    private static Unwrapped unwrap(String block, KeyBlockHeader.Read read, KeyCipher protectionKey) {
        KeyBlockHeader header = read.header();
        KeyBlockVersion version = header.format();
        int macAt = block.length() - 2 * version.macBytes();
        int payloadCharacters = macAt - read.characters();
        require(payloadCharacters > 2 * LENGTH_BYTES && payloadCharacters % (2 * version.payloadUnit()) == 0);
        byte[] cryptogram = bytes(block.substring(read.characters(), macAt));
        byte[] mac = bytes(block.substring(macAt));
        try (KeyBlockCipher cipher = KeyBlockCipher.of(version, protectionKey)) {
            byte[] payload = cipher.open(block.substring(0, read.characters()), cryptogram, mac);
            try {
                return checked(new Unwrapped(header, key(payload)), protectionKey);
            } finally {
                Arrays.fill(payload, (byte) 0);
            }
        }
    }

    /** Has the key a length of its algorithm, and are the check values that the block brings those of its keys? */
    private static Unwrapped checked(Unwrapped unwrapped, KeyCipher protectionKey) {
        try {
            if (!isLength(unwrapped.key().size(), unwrapped.header().algorithm())) {
                throw new KeyRefusedException("the key in the key block has no length of its algorithm");
            }
            BlockCheckValue.requireFit(unwrapped, protectionKey);
            return unwrapped;
        } catch (KeyRefusedException refused) {
            unwrapped.key().close();
            throw refused;
        }
    }

    private static boolean isLength(int bytes, char algorithm) {
        return switch (algorithm) {
            case 'T' -> bytes == 16 || bytes == 24;
            case 'A' -> bytes == 16 || bytes == 24 || bytes == 32;
            default -> true;
        };
    }

    private static SecretBytes key(byte[] payload) {
        int bits = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        require(bits > 0 && bits % 8 == 0 && bits / 8 <= payload.length - LENGTH_BYTES);
        return SecretBytes.adopt(Arrays.copyOfRange(payload, LENGTH_BYTES, LENGTH_BYTES + bits / 8));
    }

    private static byte[] bytes(String hex) {
        boolean capital = true;
        for (int i = 0; i < hex.length() && capital; i++) {
            char c = hex.charAt(i);
            capital = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
        }
        require(capital);
        return HEX.parseHex(hex);
    }

    private static void require(boolean met) {
        if (!met) {
            throw altered();
        }
    }

    /** One message for every fault behind the head: which one it was is nobody's business. */
    static KeyRefusedException altered() {
        return new KeyRefusedException("the key block is altered, or under another key");
    }
}
