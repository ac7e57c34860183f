package org.cardwright.pipeline.launch;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.PinKeyOwners;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.profile.CpsProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.cardwright.formats.profile.SecretClass;
import org.cardwright.pipeline.step.Products;

/** Between which keys of products PINs pass, held against their owners before a batch is taken; the module refuses the same card by card. */
final class PinKeyPairs {

    private final KeyInventory inventory;

    PinKeyPairs(KeyInventory inventory) {
        this.inventory = inventory;
    }

    /**
     * Looks at the keys of PINs.
     *
     * @throws SecurityModuleException KEY_REFUSED when two of them belong to two issuers
     */
    void require(Collection<EffectiveProduct> products) {
        try {
            products.forEach(this::requireValues);
            products.forEach(product -> requireTransport(product, products));
        } catch (KeyRefusedException refused) {
            throw new SecurityModuleException(SecurityModuleException.Kind.KEY_REFUSED, "key " + refused.getMessage());
        }
    }

    private void requireValues(EffectiveProduct product) {
        Stream.of(product.cardValues().pvk(), product.cardValues().pinOffset().map(PinOffsetProfile::key))
                .flatMap(Optional::stream)
                .flatMap(value -> find(value).stream())
                .forEach(value ->
                        pinKey(product).ifPresent(pinKey -> PinKeyOwners.requireOneOwner(owned(value), owned(pinKey))));
    }

    private void requireTransport(EffectiveProduct product, Collection<EffectiveProduct> all) {
        Optional<KeyDescription> transport = product.cps()
                .transportKey(SecretClass.PIN)
                .map(CpsProfile.TransportKey::key)
                .flatMap(this::find);
        Optional<KeyDescription> from = pinKey(product);
        if (transport.isEmpty() || from.isEmpty()) {
            return;
        }
        PinKeyOwners.Key to = owned(transport.get());
        if (product.ordering().newPin().isPresent() && !transport.get().test()) {
            PinKeyOwners.requireOfDrawer(owned(from.get()), to);
        }
        all.stream()
                .filter(other -> other.ordering().newPin().isPresent())
                .flatMap(other -> pinKey(other).stream())
                .flatMap(storage -> owned(storage).custody().owner().stream())
                .forEach(drawer -> PinKeyOwners.requireForDrawer(drawer, owned(from.get()), to));
    }

    private Optional<KeyDescription> pinKey(EffectiveProduct product) {
        return product.ordering().pinKey().flatMap(this::find);
    }

    /** A key that is not there is refused elsewhere. */
    private Optional<KeyDescription> find(KeyReference key) {
        return inventory.find(Products.keyName(key));
    }

    private static PinKeyOwners.Key owned(KeyDescription key) {
        return PinKeyOwners.Key.of(key.name(), key.custody(), key.test());
    }
}
