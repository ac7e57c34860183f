package org.cardwright.crypto.hostcommand;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cardwright.crypto.hostcommand.InventoryCalls.Listing;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Custody;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.formats.bytes.ByteString;

/**
 * Keys of the device, and the public keys with which its signatures are verified.
 *
 * <p>A public key is held against the check value of its key before anything is verified with it, and is then remembered: names of
 * keys are never given twice.
 */
final class HostInventory implements KeyInventory {

    private static final int MOST_KEYS = 100_000;

    private final HostClient client;
    private final Map<KeyName, RsaPublicKey> rsaKeys = new ConcurrentHashMap<>();
    private final Map<KeyName, ByteString> signingKeys = new ConcurrentHashMap<>();

    HostInventory(HostClient client) {
        this.client = client;
    }

    @Override
    public Custody custody() {
        return Custody.PAYMENT_HSM;
    }

    /** Gives a part of the list of keys. */
    @FunctionalInterface
    interface Parts<X extends Exception> {
        Listing from(int number) throws X;
    }

    @Override
    public List<KeyDescription> keys() {
        return all(from -> client.one(InventoryCalls.LIST, from));
    }

    /** All parts together: as many as every part says, and each key once. */
    static <X extends Exception> List<KeyDescription> all(Parts<X> parts) throws X {
        Map<KeyName, KeyDescription> keys = new LinkedHashMap<>();
        Listing part = parts.from(0);
        int total = part.total();
        while (add(part, total, keys) < total) {
            part = parts.from(keys.size());
        }
        return List.copyOf(keys.values());
    }

    /** How many are known with this part. */
    private static int add(Listing part, int total, Map<KeyName, KeyDescription> keys) {
        for (KeyDescription key : part.keys()) {
            HostResult.require(
                    keys.put(key.name(), key) == null, HostOperation.LIST_KEYS, "it names " + key.name() + " twice");
        }
        boolean goesOn = !part.keys().isEmpty() && total <= MOST_KEYS;
        HostResult.require(
                part.total() == total && (keys.size() == total || (keys.size() < total && goesOn)),
                HostOperation.LIST_KEYS,
                "the number of keys does not come out");
        return keys.size();
    }

    @Override
    public Optional<KeyDescription> find(KeyName name) {
        List<KeyDescription> found = client.one(InventoryCalls.DESCRIBE, name).keys();
        HostResult.require(
                found.stream().allMatch(key -> key.name().equals(name)) && found.size() <= 1,
                HostOperation.DESCRIBE_KEY,
                "it describes another key");
        return found.stream().findFirst();
    }

    @Override
    public RsaPublicKey rsaPublicKey(KeyName name) {
        RsaPublicKey key = client.one(InventoryCalls.RSA_PUBLIC_KEY, name);
        requireCheckValue(name, key.modulus().plus(key.exponent()), HostOperation.RSA_PUBLIC_KEY);
        rsaKeys.put(name, key);
        return key;
    }

    @Override
    public ByteString ed25519PublicKey(KeyName name) {
        ByteString key = client.one(InventoryCalls.ED25519_PUBLIC_KEY, name);
        requireCheckValue(name, key, HostOperation.ED25519_PUBLIC_KEY);
        signingKeys.put(name, key);
        return key;
    }

    /** The public key for verifying, asked for once. */
    RsaPublicKey known(KeyName name) {
        RsaPublicKey key = rsaKeys.get(name);
        return key == null ? rsaPublicKey(name) : key;
    }

    /** The public key for verifying manifests, asked for once. */
    ByteString knownSigningKey(KeyName name) {
        ByteString key = signingKeys.get(name);
        return key == null ? ed25519PublicKey(name) : key;
    }

    private void requireCheckValue(KeyName name, ByteString publicKey, HostOperation operation) {
        KeyCheckValue expected = KeyCheckValue.ofPublicKey(publicKey);
        boolean fits = find(name).filter(key -> key.checkValue().fits(expected)).isPresent();
        HostResult.require(fits, operation, "the check value of " + name + " is another one");
    }
}
