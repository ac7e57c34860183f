package org.cardwright.crypto.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The two keys that come from the protection key of a key block, and what is done with them.
 *
 * <p>B, D and E derive them by CMAC and take the MAC over head and clear payload as initial value of the encryption, so that every
 * change of either is found (ANSI X9.143, 7.2 and 7.3; ISO 20038, annex A). A and C have variants of the key, the head as initial
 * value, and the MAC over head and cryptogram (ANSI X9.143, 7.1).
 */
final class KeyBlockCipher implements AutoCloseable {

    /** What a derived key is for. ANSI X9.143, 7.2.1, table of the key usage indicator; 0002 is ISO 20038's. */
    private static final int ENCRYPTION = 0;

    private static final int AUTHENTICATION = 1;
    private static final int COUNTER_ENCRYPTION = 2;

    /** ANSI X9.143, 7.1: every byte of the protection key is changed by this. */
    private static final int ENCRYPTION_VARIANT = 0x45;

    private static final int AUTHENTICATION_VARIANT = 0x4D;

    private final KeyBlockVersion version;
    private final KeyCipher encryption;
    private final KeyCipher authentication;

    private KeyBlockCipher(KeyBlockVersion version, KeyCipher encryption, KeyCipher authentication) {
        this.version = version;
        this.encryption = encryption;
        this.authentication = authentication;
    }

    /** The keys of a protection key; {@link KeyRefusedException} when it is none of the cipher of the version. */
    static KeyBlockCipher of(KeyBlockVersion version, SecretBytes protectionKey) {
        try (KeyCipher cipher = KeyCipher.of(version.cipher(), protectionKey)) {
            return of(version, cipher);
        }
    }

    /** The same with a protection key that may be in a device; it stays open. Versions A and C need it clear. */
    static KeyBlockCipher of(KeyBlockVersion version, KeyCipher protectionKey) {
        if (protectionKey.algorithm() != version.cipher()) {
            throw new KeyRefusedException("a key block of version " + version + " is under " + version.cipher());
        }
        return switch (version) {
            case A, C ->
                new KeyBlockCipher(
                        version,
                        protectionKey.variant(ENCRYPTION_VARIANT),
                        protectionKey.variant(AUTHENTICATION_VARIANT));
            case B, D ->
                new KeyBlockCipher(version, derived(protectionKey, ENCRYPTION), derived(protectionKey, AUTHENTICATION));
            case E ->
                new KeyBlockCipher(
                        version, derived(protectionKey, COUNTER_ENCRYPTION), derived(protectionKey, AUTHENTICATION));
        };
    }

    /** The MAC of a new block, over the characters of the head and the clear payload. */
    byte[] mac(String head, byte[] payload) {
        byte[] message = joined(head, payload);
        try {
            return authentication.cmac(message);
        } finally {
            Arrays.fill(message, (byte) 0);
        }
    }

    /** The payload as it stands in a new block. */
    byte[] encrypt(byte[] payload, byte[] mac) {
        return version == KeyBlockVersion.E ? encryption.counter(payload, mac) : encryption.encryptCbc(payload, mac);
    }

    /** The clear payload of a block; {@link KeyRefusedException} when its MAC does not fit. All of it, whatever is wrong. */
    byte[] open(String head, byte[] cryptogram, byte[] mac) {
        byte[] payload = switch (version) {
            case A, C -> encryption.decryptCbc(cryptogram, headStart(head));
            case B, D -> encryption.decryptCbc(cryptogram, mac);
            case E -> encryption.counter(cryptogram, mac);
        };
        byte[] expected = switch (version) {
            case A, C -> cbcMac(head, cryptogram);
            case B, D, E -> mac(head, payload);
        };
        if (!MessageDigest.isEqual(expected, mac)) {
            Arrays.fill(payload, (byte) 0);
            throw Tr31.altered();
        }
        return payload;
    }

    /** Left half of the last block of the CBC chain. ISO 9797-1, algorithm 1 under 3DES. */
    private byte[] cbcMac(String head, byte[] cryptogram) {
        byte[] chain = authentication.encryptCbc(joined(head, cryptogram));
        int last = chain.length - authentication.blockBytes();
        return Arrays.copyOfRange(chain, last, last + version.macBytes());
    }

    private byte[] headStart(String head) {
        return Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), encryption.blockBytes());
    }

    private static byte[] joined(String head, byte[] payload) {
        byte[] ascii = head.getBytes(StandardCharsets.US_ASCII);
        byte[] message = Arrays.copyOf(ascii, ascii.length + payload.length);
        System.arraycopy(payload, 0, message, ascii.length, payload.length);
        return message;
    }

    /** Counter, use, algorithm and length under the protection key. ANSI X9.143, 7.2.1 and 7.3.1. */
    private static KeyCipher derived(KeyCipher protectionKey, int use) {
        KeyAlgorithm algorithm = protectionKey.algorithm();
        int bytes = protectionKey.keyBytes();
        int code = algorithm == KeyAlgorithm.TDES ? bytes / 8 - 2 : bytes / 8;
        byte[] input = {0, 0, (byte) use, 0, 0, (byte) code, (byte) ((8 * bytes) >> 8), (byte) (8 * bytes)};
        byte[] key = new byte[bytes];
        int size = protectionKey.blockBytes();
        for (int at = 0; at < bytes; at += size) {
            input[0]++;
            byte[] part = protectionKey.cmac(input);
            System.arraycopy(part, 0, key, at, Math.min(size, bytes - at));
            Arrays.fill(part, (byte) 0);
        }
        try (SecretBytes secret = SecretBytes.adopt(key)) {
            return KeyCipher.of(algorithm, secret);
        }
    }

    @Override
    public void close() {
        encryption.close();
        authentication.close();
    }
}
