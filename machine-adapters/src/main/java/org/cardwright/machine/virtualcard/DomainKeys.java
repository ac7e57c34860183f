package org.cardwright.machine.virtualcard;

import static org.cardwright.machine.virtualcard.CardRefusal.require;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.scp.SecureMessaging;
import org.cardwright.formats.bytes.ByteString;

/** Key sets of a security domain with the counter of each, and PUT KEY. GlobalPlatform Card Specification 2.3.1, 11.8; E.1.2. */
final class DomainKeys implements AutoCloseable {

    static final int MAX_TRIES = 10;

    private static final int KEYS = 3;
    private static final int TDES_TYPE = 0x80;
    private static final int AES_TYPE = 0x88;
    private static final int MAX_NEW_VERSION = 0x7F;
    private static final int MULTIPLE_FROM_FIRST = 0x81;

    /** Of the keys of the maker: they go when the first others are added, as cards do though no standard says so. */
    private static final int INITIAL_VERSION = 0xFF;

    private final Map<Integer, Entry> sets = new LinkedHashMap<>();
    private int triesLeft = MAX_TRIES;

    private static final class Entry {
        private final CardKeySet keys;
        private int counter;

        Entry(CardKeySet keys) {
            this.keys = keys;
        }
    }

    DomainKeys(int version, CardKeySet first) {
        sets.put(version, new Entry(first));
    }

    /** The version for a wish of the host: 00 is the set that came last. */
    int version(int wanted) {
        require(triesLeft > 0, CardRefusal.BLOCKED);
        int version = wanted == 0
                ? sets.keySet().stream().reduce((before, after) -> after).orElseThrow()
                : wanted;
        require(sets.containsKey(version), CardRefusal.NOT_RECOGNISED);
        return version;
    }

    /** A copy, to be closed by the session. */
    CardKeySet copy(int version) {
        return entry(version).keys.copy();
    }

    int counter(int version) {
        return entry(version).counter;
    }

    /** One session more; a counter at its end opens none. */
    void count(int version, int highest) {
        require(entry(version).counter < highest, CardRefusal.CONDITIONS);
        entry(version).counter++;
    }

    void hostWasRight() {
        triesLeft = MAX_TRIES;
    }

    void hostWasWrong() {
        triesLeft--;
    }

    private Entry entry(int version) {
        return Optional.ofNullable(sets.get(version)).orElseThrow(() -> new CardRefusal(CardRefusal.NOT_RECOGNISED));
    }

    /**
     * Takes three keys at once.
     *
     * @param parameters P1: version to be replaced, 01 to 7F, or 00; P2: 81
     * @return version and check values
     */
    ByteString put(int parameters, ByteString data, SecureMessaging session) {
        int replaced = parameters >>> 8;
        require((parameters & 0xFF) == MULTIPLE_FROM_FIRST, CardRefusal.WRONG_PARAMETERS);
        require(replaced <= MAX_NEW_VERSION, CardRefusal.WRONG_PARAMETERS);
        require(replaced == 0 || sets.containsKey(replaced), CardRefusal.NOT_RECOGNISED);
        require(!data.isEmpty(), CardRefusal.WRONG_LENGTH);
        int version = data.unsignedAt(0);
        require(version >= 1 && version <= MAX_NEW_VERSION, CardRefusal.WRONG_DATA);
        require(version == replaced || !sets.containsKey(version), CardRefusal.WRONG_DATA);
        Reading reading = new Reading(data, session);
        SecretBytes[] keys = new SecretBytes[KEYS];
        for (int i = 0; i < KEYS; i++) {
            keys[i] = reading.key();
        }
        require(reading.at == data.size(), CardRefusal.WRONG_DATA);
        Optional.ofNullable(sets.remove(replaced == 0 ? INITIAL_VERSION : replaced))
                .ifPresent(old -> old.keys.close());
        sets.put(version, new Entry(new CardKeySet(reading.algorithm, keys[0], keys[1], keys[2])));
        return reading.answer;
    }

    /** Reads key after key: type, length, for AES the length of the key, cryptogram, check value. */
    private static final class Reading {

        private final ByteString data;
        private final SecureMessaging session;
        private final KeyAlgorithm algorithm;
        private ByteString answer;
        private int at = 1;

        Reading(ByteString data, SecureMessaging session) {
            this.data = data;
            this.session = session;
            this.answer = data.slice(0, 1);
            this.algorithm = session.secretBlockBytes() == 8 ? KeyAlgorithm.TDES : KeyAlgorithm.AES;
        }

        SecretBytes key() {
            boolean tdes = algorithm == KeyAlgorithm.TDES;
            require(next() == (tdes ? TDES_TYPE : AES_TYPE), CardRefusal.WRONG_DATA);
            ByteString value = counted();
            require(value.size() > 1, CardRefusal.WRONG_DATA);
            int keyBytes = tdes ? value.size() : value.unsignedAt(0);
            SecretBytes key = session.decryptSecret(tdes ? value : value.slice(1))
                    .map(clear -> CardSecrets.part(clear, keyBytes))
                    .orElseThrow(() -> new CardRefusal(CardRefusal.WRONG_DATA));
            ByteString checkValue = counted();
            try (KeyCipher cipher = KeyCipher.of(algorithm, key)) {
                require(KeyCheckValue.of(cipher).value().equals(checkValue), CardRefusal.WRONG_CHECK_VALUE);
            }
            answer = answer.plus(checkValue);
            return key;
        }

        private int next() {
            require(at < data.size(), CardRefusal.WRONG_DATA);
            return data.unsignedAt(at++);
        }

        private ByteString counted() {
            int length = next();
            require(at + length <= data.size(), CardRefusal.WRONG_DATA);
            at += length;
            return data.slice(at - length, at);
        }
    }

    @Override
    public void close() {
        sets.values().forEach(entry -> entry.keys.close());
    }
}
