package org.cardwright.crypto.module;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.DESParameters;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.KeyRules;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.rsa.RandomBytes;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaKeyGenerator;
import org.cardwright.crypto.rsa.RsaKeyRequest;
import org.cardwright.crypto.rsa.RsaPrivateKey;

/** Makes keys for a vault or for tokens from the randomness of the system: issuer master keys, our own keys, issuer RSA keys. */
public final class KeyGeneration {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Weak keys come once in 2^52 tries. */
    private static final int MAX_TRIES = 4;

    private KeyGeneration() {}

    /**
     * A symmetric or Ed25519 key to be made.
     *
     * @param name label and version it gets
     * @param purpose its only use
     * @param algorithm TDES, AES, HMAC or ED25519
     * @param keyBytes 16 or 24 (TDES), 16, 24 or 32 (AES), else 32
     * @param direction of a transport key, else NONE
     */
    public record Specification(
            KeyName name, KeyPurpose purpose, KeyAlgorithm algorithm, int keyBytes, KeyDirection direction) {}

    /**
     * Makes and stores a key.
     *
     * @throws SecurityModuleException KEY_REFUSED when the specification contradicts itself or the name is taken
     */
    public static void generate(KeyVault vault, Specification wanted) {
        generate(new VaultHolder(vault), wanted, NewKey.Standing.PLAIN);
    }

    /**
     * Makes a key and brings it to every token.
     *
     * @throws SecurityModuleException KEY_REFUSED when the specification contradicts itself or the name is taken, UNAVAILABLE when a
     *     token is not there
     */
    public static void generate(TokenVault vault, Specification wanted) {
        generate(new TokenHolder(vault), wanted, NewKey.Standing.PLAIN);
    }

    /**
     * Makes and stores a key of a named owner, in use at once.
     *
     * @param custody owner, recipient and the form in which it may leave
     * @throws SecurityModuleException KEY_REFUSED when the specification contradicts itself or the name is taken
     */
    public static void generate(KeyVault vault, Specification wanted, KeyCustody custody) {
        generate(new VaultHolder(vault), wanted, NewKey.Standing.of(KeyState.ACTIVE, custody));
    }

    static void generate(KeyHolder holder, Specification wanted, NewKey.Standing standing) {
        Refusal.translate(() -> {
            try (SecretBytes key = soundKey(wanted)) {
                holder.addNew(NewKey.checked(
                        new NewKey.Wanted(
                                wanted.name(),
                                wanted.purpose(),
                                wanted.algorithm(),
                                wanted.direction(),
                                false,
                                Optional.empty(),
                                standing),
                        key));
            }
            return wanted;
        });
    }

    private static SecretBytes soundKey(Specification wanted) {
        for (int i = 0; ; i++) {
            byte[] bytes = new byte[wanted.keyBytes()];
            RANDOM.nextBytes(bytes);
            if (wanted.algorithm() == KeyAlgorithm.TDES) {
                DESParameters.setOddParity(bytes);
            }
            SecretBytes key = SecretBytes.adopt(bytes);
            try {
                KeyRules.requireSound(wanted.algorithm(), key);
                return key;
            } catch (KeyRefusedException weak) {
                key.close();
                if (i >= MAX_TRIES) {
                    throw weak;
                }
            }
        }
    }

    /**
     * Makes and stores an issuer RSA key, which is not in use before it is certified. EMV 4.4 Book 2, A2.1.
     *
     * @param modulusBits 1024 to 1984, a multiple of 8
     * @param exponent 3 or 65537
     * @throws SecurityModuleException KEY_REFUSED when a length is not allowed or the name is taken
     */
    public static void generateIssuerRsaKey(KeyVault vault, KeyName name, int modulusBits, int exponent) {
        generateIssuerRsaKey(new VaultHolder(vault), name, modulusBits, exponent);
    }

    static void generateIssuerRsaKey(KeyHolder holder, KeyName name, int modulusBits, int exponent) {
        Refusal.translate(() -> {
            RsaKeyRequest request = request(modulusBits, exponent);
            try (RsaPrivateKey key = new RsaKeyGenerator(RsaEngine.scalar())
                    .generate(List.of(request))
                    .get(0)) {
                NewKey made = NewKey.rsa(
                        new NewKey.Wanted(
                                name,
                                KeyPurpose.ISSUER_RSA,
                                KeyAlgorithm.RSA,
                                KeyDirection.NONE,
                                false,
                                Optional.empty(),
                                NewKey.Standing.of(KeyState.PRE_ACTIVATION, KeyCustody.UNKNOWN)),
                        key);
                try (SecretBytes clear = made.clear()) {
                    holder.addNew(new NewKey(made.attributes(), clear));
                }
            }
            return name;
        });
    }

    private static RsaKeyRequest request(int modulusBits, int exponent) {
        try {
            return new RsaKeyRequest(modulusBits, exponent, false, RandomBytes.of(RANDOM));
        } catch (IllegalArgumentException malformed) {
            throw new KeyRefusedException(String.valueOf(malformed.getMessage()));
        }
    }
}
