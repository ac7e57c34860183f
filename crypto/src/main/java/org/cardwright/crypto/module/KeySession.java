package org.cardwright.crypto.module;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cardwright.crypto.cvv.CardVerificationValue;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.PinKeyOwners;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.rsa.RsaSigningKey;

/**
 * The keys of one batch of operations: each opened once, checked at every use, all closed at the end.
 *
 * <p>Not safe for several threads; every batch has its own.
 */
final class KeySession implements AutoCloseable {

    private final KeyHolder holder;
    private final OpenedKeys keys;
    private final KeySource source;
    private final Terms terms;
    private final Map<KeyName, CardVerificationValue> verificationValues = new HashMap<>();
    private final Set<Party> drawers = new HashSet<>();
    private boolean drawersKnown;

    /**
     * What holds for one batch of operations.
     *
     * @param test may published test keys be used?
     * @param custody where secrets may stand
     * @param today the day on which keys are used, UTC
     */
    record Terms(boolean test, Custody custody, LocalDate today) {}

    KeySession(KeyHolder holder, KeySource source, Terms terms) {
        this.holder = holder;
        holder.refresh();
        this.keys = holder.open();
        this.source = source;
        this.terms = terms;
    }

    /** The day on which keys are used, UTC. */
    LocalDate today() {
        return terms.today();
    }

    /** Randomness of cards. */
    KeySource source() {
        return source;
    }

    /** May nothing secret be clear in this process? */
    boolean isStrict() {
        return terms.custody() == Custody.STRICT;
    }

    /** Refuses, under custody STRICT, a step that would bring a secret into this process. */
    void requireTransit(String secret) {
        if (isStrict()) {
            throw new KeyRefusedException(
                    "custody STRICT: " + secret + " would be clear in this process; the job would need TRANSIT");
        }
    }

    /** Where the keys lie. */
    KeyHolder holder() {
        return holder;
    }

    /** What is known of a key that meets the need; {@link KeyRefusedException} when not. */
    KeyAttributes attributes(KeyName name, KeyNeed need) {
        KeyAttributes key = holder.attributes(name);
        need.requireMet(key, terms.today());
        if (key.test() && !terms.test()) {
            throw new KeyRefusedException(name + " is a published test key, refused in production");
        }
        return key;
    }

    /** What a key is for, before any need is checked. */
    KeyPurpose purpose(KeyName name) {
        return holder.attributes(name).purpose();
    }

    /** May published test keys, and keys of nobody, be used? */
    boolean isTest() {
        return terms.test();
    }

    /** Whose PINs are made here: the owners of all storage keys of PINs. */
    Set<Party> drawers() {
        if (!drawersKnown) {
            holder.keys().stream()
                    .filter(key -> key.purpose() == KeyPurpose.PIN_STORAGE)
                    .flatMap(key -> PinKeyOwners.Key.of(key).custody().owner().stream())
                    .forEach(drawers::add);
            drawersKnown = true;
        }
        return drawers;
    }

    /** A cipher with the key, closed with the session. */
    KeyCipher cipher(KeyName name, KeyNeed need) {
        return keys.cipher(attributes(name, need));
    }

    /** Card verification values under the key, closed with the session. */
    CardVerificationValue cardVerificationValue(KeyName name, KeyNeed need) {
        KeyAttributes key = attributes(name, need);
        return verificationValues.computeIfAbsent(
                name, missing -> new CardVerificationValue(keys.leftHalf(key), keys.ownCipher(key)));
    }

    /** HMAC-SHA-256 with the key, closed by the caller. */
    KeyMac mac(KeyName name, KeyNeed need) {
        return keys.mac(attributes(name, need));
    }

    /** An RSA key, closed with the session. */
    RsaSigningKey rsaKey(KeyName name, KeyNeed need) {
        return keys.rsaKey(attributes(name, need));
    }

    /** An Ed25519 key, closed with the session. */
    MessageSigner signer(KeyName name, KeyNeed need) {
        return keys.signer(attributes(name, need));
    }

    /** Card keys made inside the device. */
    DeviceDerivation derivation() {
        return keys.derivation();
    }

    /** The clear key, closed with the session; refused by a device that never lets it out. */
    SecretBytes clear(KeyName name, KeyNeed need) {
        return keys.clear(attributes(name, need));
    }

    /** A cipher of attributes that the caller has held against every rule already. */
    KeyCipher cipher(KeyAttributes checked) {
        return keys.cipher(checked);
    }

    /** The clear key of attributes that the caller has held against every rule already. */
    SecretBytes clear(KeyAttributes checked) {
        return keys.clear(checked);
    }

    @Override
    public void close() {
        verificationValues.values().forEach(CardVerificationValue::close);
        keys.close();
    }
}
