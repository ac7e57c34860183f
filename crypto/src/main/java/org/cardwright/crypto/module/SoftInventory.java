package org.cardwright.crypto.module;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.formats.bytes.ByteString;

/** What is in the vault. */
final class SoftInventory implements KeyInventory {

    private static final KeyNeed RSA = new KeyNeed(
            EnumSet.of(KeyPurpose.ISSUER_RSA, KeyPurpose.CA_RSA), KeyDirection.NONE, KeyOperation.SHOW_PUBLIC_HALF);
    private static final KeyNeed SIGNING = KeyNeed.own(KeyPurpose.MANIFEST_SIGNING, KeyOperation.SHOW_PUBLIC_HALF);

    private final KeyRing ring;
    private final Map<KeyAttributes, RsaPublicKey> rsaPublicKeys = new ConcurrentHashMap<>();

    SoftInventory(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public Custody custody() {
        return ring.custody();
    }

    @Override
    public List<KeyDescription> keys() {
        ring.holder().refresh();
        return ring.holder().keys().stream().map(SoftInventory::describe).toList();
    }

    @Override
    public Optional<KeyDescription> find(KeyName name) {
        ring.holder().refresh();
        return ring.holder().find(name).map(SoftInventory::describe);
    }

    @Override
    public Optional<List<String>> placesOf(KeyName name) {
        return Optional.of(Refusal.translate(() -> ring.holder().placesOf(name)));
    }

    private static KeyDescription describe(KeyAttributes key) {
        return new KeyDescription(
                key.name(),
                key.purpose(),
                key.algorithm(),
                key.describeAlgorithm(),
                key.direction(),
                key.state(),
                key.checkValue(),
                key.test(),
                key.custody(),
                key.term());
    }

    /** Opening and checking a private key takes milliseconds, and every product asks; the public half is remembered. */
    @Override
    public RsaPublicKey rsaPublicKey(KeyName name) {
        return ring.inSession(session -> ring.holder()
                .find(name)
                .map(key -> rsaPublicKeys.computeIfAbsent(key, any -> opened(session, name)))
                .orElseGet(() -> opened(session, name)));
    }

    private static RsaPublicKey opened(KeySession session, KeyName name) {
        return session.rsaKey(name, RSA).publicKey();
    }

    @Override
    public ByteString ed25519PublicKey(KeyName name) {
        return ring.inSession(session -> session.signer(name, SIGNING).publicKey());
    }
}
