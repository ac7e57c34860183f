package org.cardwright.pipeline.launch;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.BatchKeys;
import org.cardwright.crypto.module.CardKeys;
import org.cardwright.crypto.module.CardValues;
import org.cardwright.crypto.module.Certificates;
import org.cardwright.crypto.module.Custody;
import org.cardwright.crypto.module.IssuerKeys;
import org.cardwright.crypto.module.KeyDerivations;
import org.cardwright.crypto.module.KeyExchange;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyLife;
import org.cardwright.crypto.module.KeyPairStock;
import org.cardwright.crypto.module.Pins;
import org.cardwright.crypto.module.Seals;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.WrappedSecretChecks;
import org.cardwright.formats.bytes.ByteString;

/** The two families of operations that the pipeline itself needs, under one test key. */
final class TestModule implements SecurityModule {

    private static final byte[] KEY = "cardwright-pipeline-test-key-32b".getBytes(StandardCharsets.US_ASCII);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyPair SIGNING = signingKey();

    /** The same in every process. */
    private static KeyPair signingKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new FixedRandom());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class FixedRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(KEY, 0, bytes, 0, bytes.length);
        }
    }

    @Override
    public Seals seals() {
        return new Seals() {
            @Override
            public List<ByteString> mac(KeyName key, String context, List<ByteString> data) {
                return data.stream().map(d -> hmac(key + context, d)).toList();
            }

            @Override
            public ByteString sign(KeyName key, ByteString data) {
                try {
                    Signature signature = Signature.getInstance("Ed25519");
                    signature.initSign(SIGNING.getPrivate());
                    signature.update(data.toByteArray());
                    return ByteString.of(signature.sign());
                } catch (GeneralSecurityException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }

            @Override
            public boolean verify(ByteString publicKey, ByteString data, ByteString signature) {
                try {
                    Signature verifier = Signature.getInstance("Ed25519");
                    verifier.initVerify(SIGNING.getPublic());
                    verifier.update(data.toByteArray());
                    return verifier.verify(signature.toByteArray());
                } catch (GeneralSecurityException refused) {
                    return false;
                }
            }
        };
    }

    static ByteString hmac(String context, ByteString data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            mac.update(context.getBytes(StandardCharsets.UTF_8));
            return ByteString.of(mac.doFinal(data.toByteArray()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private final UnaryOperator<BatchKeys> device;
    private final KeyPairStock keyPairs;

    TestModule() {
        this(UnaryOperator.identity());
    }

    /** One that makes these key pairs. */
    TestModule(KeyPairStock keyPairs) {
        this.device = UnaryOperator.identity();
        this.keyPairs = keyPairs;
    }

    /**
     * One whose data keys of batches are not all right.
     *
     * @param device stands between the keys and who asks
     */
    TestModule(UnaryOperator<BatchKeys> device) {
        this.device = device;
        this.keyPairs = TestKeyPairs.SOUND;
    }

    @Override
    public BatchKeys batchKeys() {
        return device.apply(dataKeys());
    }

    private static BatchKeys dataKeys() {
        return new BatchKeys() {
            @Override
            public ByteString create(String batch) {
                byte[] key = new byte[32];
                RANDOM.nextBytes(key);
                return gcm(Cipher.ENCRYPT_MODE, KEY, batch, ByteString.of(key));
            }

            @Override
            public BatchCipher open(String batch, ByteString wrappedKey) {
                return cipher(gcm(Cipher.DECRYPT_MODE, KEY, batch, wrappedKey).toByteArray());
            }
        };
    }

    private static BatchKeys.BatchCipher cipher(byte[] key) {
        return new BatchKeys.BatchCipher() {
            @Override
            public ByteString seal(String place, ByteString plain) {
                return gcm(Cipher.ENCRYPT_MODE, key, place, plain);
            }

            @Override
            public ByteString open(String place, ByteString sealed) {
                return gcm(Cipher.DECRYPT_MODE, key, place, sealed);
            }

            @Override
            public void close() {}
        };
    }

    private static ByteString gcm(int mode, byte[] key, String place, ByteString data) {
        try {
            boolean encrypt = mode == Cipher.ENCRYPT_MODE;
            byte[] nonce = new byte[12];
            if (encrypt) {
                RANDOM.nextBytes(nonce);
            } else {
                nonce = data.slice(0, 12).toByteArray();
            }
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            byte[] body = (encrypt ? data : data.slice(12)).toByteArray();
            byte[] out = cipher.doFinal(body);
            return encrypt ? ByteString.of(nonce).plus(ByteString.of(out)) : ByteString.of(out);
        } catch (GeneralSecurityException refused) {
            throw new SecurityModuleException(SecurityModuleException.Kind.WRONG_RESULT, "staged data were altered");
        }
    }

    @Override
    public KeyInventory inventory() {
        return new KeyInventory() {
            @Override
            public Custody custody() {
                return Custody.SOFTWARE;
            }

            @Override
            public List<KeyDescription> keys() {
                return List.of();
            }

            @Override
            public Optional<KeyDescription> find(KeyName name) {
                return Optional.empty();
            }

            @Override
            public RsaPublicKey rsaPublicKey(KeyName name) {
                throw new UnsupportedOperationException();
            }

            @Override
            public ByteString ed25519PublicKey(KeyName name) {
                byte[] encoded = SIGNING.getPublic().getEncoded();
                return ByteString.copyOf(encoded, encoded.length - 32, 32);
            }
        };
    }

    @Override
    public KeyLife keyLife() {
        throw new UnsupportedOperationException();
    }

    @Override
    public KeyExchange keyExchange() {
        throw new UnsupportedOperationException();
    }

    @Override
    public KeyDerivations keyDerivations() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CardKeys cardKeys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Certificates certificates() {
        throw new UnsupportedOperationException();
    }

    @Override
    public KeyPairStock keyPairStock() {
        return keyPairs;
    }

    @Override
    public IssuerKeys issuerKeys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Pins pins() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CardValues cardValues() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WrappedSecretChecks checks() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long clearNanos() {
        return 0;
    }

    @Override
    public void close() {}
}
