package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.KeyRules;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyTerm;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.SingleLength;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.formats.bytes.ByteString;

/**
 * A key that is about to enter the vault, checked against every rule.
 *
 * @param attributes what it is
 * @param clear its bytes, closed by whoever made this
 */
record NewKey(KeyAttributes attributes, SecretBytes clear) {

    /**
     * What is wanted of a key that comes in.
     *
     * @param name label and version it gets
     * @param purpose its only use
     * @param algorithm what it is a key of
     * @param direction of a transport key, else NONE
     * @param test is it a published test key?
     * @param expected check value that came with it; absent only for a key made here
     * @param standing how it begins
     */
    record Wanted(
            KeyName name,
            KeyPurpose purpose,
            KeyAlgorithm algorithm,
            KeyDirection direction,
            boolean test,
            Optional<KeyCheckValue> expected,
            Standing standing) {}

    /**
     * How a key begins in the vault.
     *
     * @param state PRE_ACTIVATION or ACTIVE
     * @param custody whose it is
     * @param period days of its use
     * @param singleLength is it DES with 56 bits, written twice?
     */
    record Standing(KeyState state, KeyCustody custody, Cryptoperiod period, boolean singleLength) {

        /** In use at once, of no named owner, never to leave. */
        static final Standing PLAIN = of(KeyState.ACTIVE, KeyCustody.UNKNOWN);

        /** Without days. */
        static Standing of(KeyState state, KeyCustody custody) {
            return new Standing(state, custody, Cryptoperiod.UNLIMITED, false);
        }
    }

    /**
     * Checks a key.
     *
     * @throws KeyRefusedException when it is weak, has a wrong length or parity, or its check value differs
     */
    static NewKey checked(Wanted wanted, SecretBytes clear) {
        try {
            int bits = bits(wanted, clear);
            KeyCheckValue actual = checkValue(wanted.algorithm(), clear);
            wanted.expected().ifPresent(expected -> requireFits(expected, wanted.algorithm(), clear, actual));
            return new NewKey(
                    new KeyAttributes(
                            wanted.name(),
                            wanted.purpose(),
                            wanted.algorithm(),
                            bits,
                            wanted.direction(),
                            wanted.standing().state(),
                            wanted.test(),
                            actual,
                            wanted.standing().custody(),
                            KeyTerm.of(wanted.standing().period())),
                    clear);
        } catch (KeyRefusedException refused) {
            throw new KeyRefusedException(wanted.name() + ": " + refused.getMessage());
        }
    }

    /**
     * An RSA key with the check value over its public half.
     *
     * @throws KeyRefusedException when the purpose is not for RSA or the expected check value differs
     */
    static NewKey rsa(Wanted wanted, RsaPrivateKey key) {
        ByteString publicKey = key.publicKey().modulus().plus(key.publicKey().exponent());
        KeyCheckValue actual = KeyCheckValue.ofPublicKey(publicKey);
        require(
                wanted.expected().isEmpty() || wanted.expected().get().fits(actual),
                wanted.name() + ": its key check value differs from the one that came with it");
        KeyAttributes attributes = new KeyAttributes(
                wanted.name(),
                wanted.purpose(),
                KeyAlgorithm.RSA,
                key.modulusBits(),
                KeyDirection.NONE,
                wanted.standing().state(),
                wanted.test(),
                actual,
                wanted.standing().custody(),
                KeyTerm.of(wanted.standing().period()));
        return new NewKey(attributes, key.toPkcs1());
    }

    /** The same on its first day of use. */
    NewKey startedOn(LocalDate day) {
        return new NewKey(attributes.startedOn(day), clear);
    }

    private static int bits(Wanted wanted, SecretBytes clear) {
        if (wanted.standing().singleLength()) {
            KeyRules.requireSoundSingleLength(clear);
            return SingleLength.BITS;
        }
        KeyRules.requireSound(wanted.algorithm(), clear);
        return wanted.algorithm().bits(clear.size());
    }

    private static void requireFits(
            KeyCheckValue expected, KeyAlgorithm algorithm, SecretBytes clear, KeyCheckValue actual) {
        KeyCheckValue same = actual;
        if (expected.method() != actual.method() && algorithm.isBlockCipher()) {
            try (KeyCipher cipher = KeyCipher.of(algorithm, clear)) {
                same = KeyCheckValue.of(
                        expected.method(), cipher, expected.value().size());
            }
        }
        require(expected.fits(same), "its key check value differs from the one that came with it");
    }

    /** The check value by the usual rule of the algorithm. */
    static KeyCheckValue checkValue(KeyAlgorithm algorithm, SecretBytes clear) {
        return switch (algorithm) {
            case TDES, AES -> {
                try (KeyCipher cipher = KeyCipher.of(algorithm, clear)) {
                    yield KeyCheckValue.of(cipher);
                }
            }
            case HMAC -> {
                try (KeyMac mac = KeyMac.of(clear)) {
                    yield KeyCheckValue.of(mac);
                }
            }
            case ED25519 -> KeyCheckValue.ofPublicKey(ed25519PublicKey(clear));
            case RSA -> throw new IllegalStateException("an RSA key has its check value from its public half");
        };
    }

    /** The public half of a signing key. RFC 8032, 5.1.5. */
    static ByteString ed25519PublicKey(SecretBytes seed) {
        byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(ClearKeyAccess.open(seed), 0, publicKey, 0);
        ByteString value = ByteString.of(publicKey);
        Arrays.fill(publicKey, (byte) 0);
        return value;
    }
}
