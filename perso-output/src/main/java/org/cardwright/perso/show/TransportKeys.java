package org.cardwright.perso.show;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.json.JsonReader;
import org.cardwright.perso.json.MalformedJsonException;

/**
 * Transport keys in clear, for test files and for those who hold them: {@code {"<TKID hex>": {"key": "<hex>", "algorithm":
 * "TDES" or "AES", "mode": "ECB" or "CBC"}}}; CBC begins from zero. EMV CPS, transport key directory. No text is made of a key.
 */
public final class TransportKeys implements AutoCloseable {

    /** No key at all: every secret stays closed. */
    public static final TransportKeys NONE = new TransportKeys(Map.of());

    private static final String KEY = "key";
    private static final Set<String> OTHER_MEMBERS = Set.of("algorithm", "mode");
    private static final int MAX_KEY_BYTES = 32;

    private final Map<ByteString, Entry> keys;

    private record Entry(KeyCipher cipher, int cmode) {}

    private TransportKeys(Map<ByteString, Entry> keys) {
        this.keys = keys;
    }

    /**
     * Reads the keys; the stream is closed.
     *
     * @throws MalformedJsonException when it is another form or a key has a wrong length
     */
    public static TransportKeys read(InputStream json) throws IOException {
        TransportKeys keys = new TransportKeys(new HashMap<>());
        try (JsonReader in = new JsonReader(json)) {
            in.object(tkid -> keys.read(tkid, in));
            in.end();
            return keys;
        } catch (IOException | RuntimeException wrong) {
            keys.close();
            throw wrong;
        }
    }

    private void read(String tkid, JsonReader in) throws IOException {
        byte[][] key = {new byte[0]};
        Map<String, String> members = new HashMap<>();
        try {
            in.object(name -> {
                if (name.equals(KEY)) {
                    key[0] = in.hex(MAX_KEY_BYTES);
                } else {
                    members.put(name, in.string());
                }
            });
            if (!members.keySet().equals(OTHER_MEMBERS)) {
                throw in.expected("exactly the members algorithm, key, mode");
            }
            add(tkid, key[0], members);
        } finally {
            Arrays.fill(key[0], (byte) 0);
        }
    }

    private void add(String tkid, byte[] hex, Map<String, String> members) throws MalformedJsonException {
        try (SecretBytes key = SecretBytes.adopt(hex)) {
            ByteString name = ByteString.fromHex(tkid);
            int mode = cmode(members.getOrDefault("mode", ""));
            KeyAlgorithm algorithm = algorithm(members.getOrDefault("algorithm", ""));
            keys.put(name, new Entry(KeyCipher.of(algorithm, key), mode));
        } catch (IllegalArgumentException | KeyRefusedException wrong) {
            throw new MalformedJsonException(0, "a transport key identifier, a key, TDES or AES, ECB or CBC");
        }
    }

    private static KeyAlgorithm algorithm(String name) {
        return switch (name) {
            case "TDES" -> KeyAlgorithm.TDES;
            case "AES" -> KeyAlgorithm.AES;
            default -> throw new IllegalArgumentException("unknown algorithm");
        };
    }

    private static int cmode(String name) {
        return switch (name) {
            case "ECB" -> TransportKeyEntry.ECB;
            case "CBC" -> TransportKeyEntry.CBC;
            default -> throw new IllegalArgumentException("unknown mode");
        };
    }

    boolean has(ByteString tkid) {
        return keys.containsKey(tkid);
    }

    /** True when the key is to be used in the mode that the record names. */
    boolean agrees(TransportKeyEntry entry) {
        Entry key = keys.get(entry.tkid());
        return key != null && key.cmode() == entry.cmode();
    }

    /**
     * The clear value of a data grouping with its padding, closed by the caller; nothing when there is no such key, its mode
     * contradicts the entry, or the length is no whole number of blocks.
     *
     * @param entry line of the transport key directory that names the data grouping
     */
    public Optional<SecretBytes> open(TransportKeyEntry entry, ByteString cryptogram) {
        return agrees(entry) ? decrypt(entry.tkid(), cryptogram).map(SecretBytes::adopt) : Optional.empty();
    }

    /** The clear value; nothing when the length is no whole number of blocks or there is no such key. */
    Optional<byte[]> decrypt(ByteString tkid, ByteString cryptogram) {
        Entry key = keys.get(tkid);
        if (key == null
                || cryptogram.isEmpty()
                || cryptogram.size() % key.cipher().blockBytes() != 0) {
            return Optional.empty();
        }
        byte[] bytes = cryptogram.toByteArray();
        return Optional.of(
                key.cmode() == TransportKeyEntry.CBC
                        ? key.cipher().decryptCbc(bytes)
                        : key.cipher().decryptEcb(bytes));
    }

    /** Wipes the keys. */
    @Override
    public void close() {
        keys.values().forEach(entry -> entry.cipher().close());
    }
}
