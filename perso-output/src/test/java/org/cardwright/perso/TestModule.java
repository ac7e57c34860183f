package org.cardwright.perso;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
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
import org.cardwright.crypto.module.Pins;
import org.cardwright.crypto.module.Seals;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.WrappedSecretChecks;
import org.cardwright.formats.bytes.ByteString;

/** MACs and signatures with the Java platform's own algorithms and keys made from names; everything else refuses. */
public final class TestModule implements SecurityModule, Seals, KeyInventory {

    /** Binds records. */
    public static final KeyName RECORD_KEY = KeyName.of("bureau.record-mac");

    /** Signs manifests. */
    public static final KeyName SIGNING_KEY = KeyName.of("bureau.manifest");

    private static final HexFormat HEX = HexFormat.of();
    private static final String SPKI_ED25519 = "302a300506032b6570032100";

    @Override
    public List<ByteString> mac(KeyName key, String context, List<ByteString> data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.toString().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            List<ByteString> macs = new ArrayList<>();
            for (ByteString item : data) {
                mac.update((context + ":").getBytes(StandardCharsets.US_ASCII));
                macs.add(ByteString.of(mac.doFinal(item.toByteArray())));
            }
            return macs;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public ByteString sign(KeyName key, ByteString data) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keyPair(key).getPrivate());
            signature.update(data.toByteArray());
            return ByteString.of(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean verify(ByteString publicKey, ByteString data, ByteString signature) {
        if (publicKey.size() != 32 || signature.size() != 64) {
            return false;
        }
        try {
            byte[] spki = ByteString.fromHex(SPKI_ED25519).plus(publicKey).toByteArray();
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(data.toByteArray());
            return check.verify(signature.toByteArray());
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }

    @Override
    public ByteString ed25519PublicKey(KeyName name) {
        byte[] spki = keyPair(name).getPublic().getEncoded();
        return ByteString.of(Arrays.copyOfRange(spki, HEX.parseHex(SPKI_ED25519).length, spki.length));
    }

    private static KeyPair keyPair(KeyName name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new NamedBytes(name));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The same bytes for the same name. */
    private static final class NamedBytes extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final int seed;

        private NamedBytes(KeyName name) {
            this.seed = name.toString().hashCode();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            new java.util.Random(seed).nextBytes(bytes);
        }
    }

    @Override
    public Seals seals() {
        return this;
    }

    @Override
    public Custody custody() {
        return Custody.SOFTWARE;
    }

    @Override
    public KeyInventory inventory() {
        return this;
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
    public BatchKeys batchKeys() {
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
