package org.cardwright.crypto.hostcommand;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.PinKeyOwners;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;

/**
 * Between which keys of the device a PIN may pass, as its inventory says whose they are. A device may know no owners, and then its console must
 * keep them apart. Use and owner of a key never change, so each key is asked for once.
 */
final class HostPinKeys {

    private final HostInventory inventory;
    private final Map<KeyName, KeyDescription> known = new ConcurrentHashMap<>();

    HostPinKeys(HostInventory inventory) {
        this.inventory = inventory;
    }

    /**
     * Refuses a value of a PIN under a key of another issuer.
     *
     * @throws SecurityModuleException KEY_REFUSED
     */
    void requireOneOwner(KeyName verification, KeyName pinKey) {
        Optional<KeyDescription> value = key(verification);
        Optional<KeyDescription> pin = key(pinKey);
        if (value.isPresent() && pin.isPresent()) {
            try {
                PinKeyOwners.requireOneOwner(owned(value.get()), owned(pin.get()));
            } catch (KeyRefusedException refused) {
                throw new SecurityModuleException(Kind.KEY_REFUSED, String.valueOf(refused.getMessage()));
            }
        }
    }

    /**
     * Refuses an offset of a PIN that was made here.
     *
     * @throws SecurityModuleException KEY_REFUSED
     */
    void requireOfIssuer(KeyName pinKey) {
        if (key(pinKey).filter(key -> key.purpose() == KeyPurpose.PIN_STORAGE).isPresent()) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED,
                    pinKey + " is for " + KeyPurpose.PIN_STORAGE + ", and a PIN that was made here has no offset");
        }
    }

    private static PinKeyOwners.Key owned(KeyDescription key) {
        return PinKeyOwners.Key.of(key.name(), key.custody(), key.test());
    }

    /** Empty for a key that is not there, which the device refuses by itself. */
    private Optional<KeyDescription> key(KeyName name) {
        KeyDescription before = known.get(name);
        if (before != null) {
            return Optional.of(before);
        }
        Optional<KeyDescription> found = inventory.find(name);
        found.filter(key -> key.custody().isKnown() || key.test()).ifPresent(key -> known.put(name, key));
        return found;
    }
}
