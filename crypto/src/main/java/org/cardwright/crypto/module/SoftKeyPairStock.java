package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyTerm;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.oda.CertificateEngine;
import org.cardwright.crypto.rsa.RandomBytes;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaKeyGenerator;
import org.cardwright.crypto.rsa.RsaKeyRequest;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.formats.bytes.ByteString;

/** Key pairs ahead of their cards, in software: clear only inside a call. */
final class SoftKeyPairStock implements KeyPairStock {

    private static final int KEY_BYTES = 32;

    private final KeyRing ring;
    private final RsaKeyGenerator generator;
    private final CertificateEngine engine;
    private final SecureRandom random = new SecureRandom();

    SoftKeyPairStock(KeyRing ring, RsaEngine arithmetic) {
        this.ring = ring;
        this.generator = new RsaKeyGenerator(arithmetic);
        this.engine = new CertificateEngine(arithmetic);
    }

    @Override
    public ByteString createStorageKey(String pool) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        try (SecretBytes secret = SecretBytes.adopt(key)) {
            KeyAttributes attributes = new KeyAttributes(
                    name(pool),
                    KeyPurpose.KEY_PAIR_STORAGE,
                    KeyAlgorithm.AES,
                    8 * KEY_BYTES,
                    KeyDirection.NONE,
                    KeyState.ACTIVE,
                    ring.isTest(),
                    NewKey.checkValue(KeyAlgorithm.AES, secret),
                    KeyCustody.UNKNOWN,
                    KeyTerm.UNLIMITED);
            return ring.inSession(session -> ByteString.ascii(ring.holder().wrap(attributes, secret)));
        }
    }

    @Override
    public List<StockedPair> generate(List<Place> places) {
        return ring.inSession(session -> {
            session.requireTransit("the private key of a card");
            try (StorageKeys storage = new StorageKeys(place -> open(session, place))) {
                places.forEach(storage::of);
                List<RsaPrivateKey> keys = generator.generate(places.stream()
                        .map(place -> new RsaKeyRequest(
                                place.modulusBits(),
                                place.exponent(),
                                true,
                                RandomBytes.of(session.source().forCard(place.bound()))))
                        .toList());
                return seal(places, keys, storage);
            }
        });
    }

    private static List<StockedPair> seal(List<Place> places, List<RsaPrivateKey> keys, StorageKeys storage) {
        try {
            List<StockedPair> pairs = new ArrayList<>(places.size());
            for (int i = 0; i < places.size(); i++) {
                Place place = places.get(i);
                try (SecretBytes clear = keys.get(i).toPkcs1()) {
                    ByteString block = storage.of(place).seal(place.bound(), clear);
                    pairs.add(new StockedPair(place, keys.get(i).publicKey().modulus(), block));
                }
            }
            return pairs;
        } finally {
            keys.forEach(RsaPrivateKey::close);
        }
    }

    @Override
    public List<Boolean> areIntact(List<StockedPair> pairs) {
        return ring.inSession(session -> {
            session.requireTransit("the private key of a card");
            try (StorageKeys storage = new StorageKeys(place -> open(session, place))) {
                return pairs.stream().map(pair -> isIntact(pair, storage)).toList();
            }
        });
    }

    private static boolean isIntact(StockedPair pair, StorageKeys storage) {
        StorageCipher cipher = storage.of(pair.place());
        try (RsaPrivateKey key = open(pair, cipher)) {
            return key.modulusBits() > 0;
        } catch (SecurityModuleException altered) {
            if (altered.kind() == SecurityModuleException.Kind.WRONG_RESULT) {
                return false;
            }
            throw altered;
        }
    }

    @Override
    public List<IccKeySet> certify(List<Taking> takings) {
        return ring.inSession(session -> {
            session.requireTransit("the private key of a card");
            List<IccKeyRequest> requests = takings.stream().map(Taking::request).toList();
            SoftCertificates.requireTransportKeys(session, requests);
            List<RsaPrivateKey> keys = new ArrayList<>(takings.size());
            try (StorageKeys storage = new StorageKeys(place -> open(session, place))) {
                takings.forEach(taking ->
                        keys.add(open(taking.pair(), storage.of(taking.pair().place()))));
                return engine.certifyIccKeys(requests, keys, SoftCertificates.context(session));
            } finally {
                keys.forEach(RsaPrivateKey::close);
            }
        });
    }

    private static RsaPrivateKey open(StockedPair pair, StorageCipher cipher) {
        Place place = pair.place();
        RsaPrivateKey key;
        try (SecretBytes clear = cipher.open(place.bound(), pair.block())) {
            key = RsaPrivateKey.fromPkcs1(clear);
        } catch (IllegalArgumentException noKey) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.WRONG_RESULT, "pair " + place.number() + " is no key pair: not used");
        }
        boolean same = key.publicKey().modulus().equals(pair.modulus())
                && key.modulusBits() == place.modulusBits()
                && key.publicKey().exponent().toUnsigned() == place.exponent();
        if (!same) {
            key.close();
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.WRONG_RESULT,
                    "pair " + place.number() + " of pool " + place.pool() + " is not the one of its modulus: not used");
        }
        return key;
    }

    private StorageCipher open(KeySession session, Place place) {
        String text = place.storageKey().toAscii();
        require(text.chars().allMatch(c -> c < 0x80), "the storage key of the pool is no key block");
        KeyHolder.WrappedDataKey block = ring.holder().read(text);
        KeyAttributes attributes = block.attributes();
        KeyNeed.internal(KeyPurpose.KEY_PAIR_STORAGE).requireMet(attributes, session.today());
        require(attributes.name().equals(name(place.pool())), "the storage key belongs to another pool");
        require(attributes.test() == ring.isTest(), "the storage key was made under another policy");
        return new StorageCipher(block.open());
    }

    private static KeyName name(String pool) {
        return KeyName.of("pool." + pool);
    }
}
