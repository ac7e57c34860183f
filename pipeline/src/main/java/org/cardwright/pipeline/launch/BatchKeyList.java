package org.cardwright.pipeline.launch;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.CpsProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.IssuerCertificateProfile;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.pipeline.step.Products;

/** Every key that products name, with the purposes it may have there; found in the module before anything is made. */
final class BatchKeyList {

    private final Map<KeyName, Set<KeyPurpose>> wanted = new TreeMap<>();

    /** The keys of these products. */
    static BatchKeyList of(Collection<EffectiveProduct> products) {
        BatchKeyList list = new BatchKeyList();
        products.forEach(list::add);
        return list;
    }

    /** The same with one key more. */
    BatchKeyList with(KeyName name, KeyPurpose purpose) {
        wanted.put(name, EnumSet.of(purpose));
        return this;
    }

    /**
     * The keys as the module has them.
     *
     * @throws SecurityModuleException KEY_REFUSED when one is missing or has another purpose
     */
    List<KeyDescription> find(KeyInventory inventory) {
        return wanted.entrySet().stream()
                .map(entry -> find(inventory, entry.getKey(), entry.getValue()))
                .toList();
    }

    private static KeyDescription find(KeyInventory inventory, KeyName name, Set<KeyPurpose> purposes) {
        KeyDescription found = inventory.find(name).orElseThrow(() -> refused("key " + name + " is not in the vault"));
        if (!purposes.contains(found.purpose())) {
            throw refused("key " + name + " is for " + found.purpose() + ", required " + purposes);
        }
        return found;
    }

    private static SecurityModuleException refused(String message) {
        return new SecurityModuleException(SecurityModuleException.Kind.KEY_REFUSED, message);
    }

    private void add(EffectiveProduct product) {
        add(product.ordering().pinKey(), KeyPurpose.PIN_ENCRYPTION);
        add(product.ordering().dataKey(), KeyPurpose.DATA_ENCRYPTION);
        add(product.cardValues().cvk(), KeyPurpose.CVK);
        add(product.cardValues().pvk(), KeyPurpose.PVK_PVV, KeyPurpose.PVK_IBM);
        for (CpsProfile.TransportKey key : product.cps().transportKeys()) {
            add(Optional.of(key.key()), purpose(key));
        }
        product.applications().forEach(this::add);
    }

    private static KeyPurpose purpose(CpsProfile.TransportKey key) {
        return switch (key.secretClass()) {
            case KEY -> KeyPurpose.KEK;
            case PIN -> KeyPurpose.PIN_ENCRYPTION;
            case DATA -> KeyPurpose.DATA_ENCRYPTION;
            case CLEAR -> throw new IllegalStateException("a transport key for nothing secret");
        };
    }

    private void add(ApplicationProfile application) {
        application.cardKeys().stream()
                .flatMap(set -> set.keys().stream())
                .forEach(key -> add(Optional.of(key.issuerMasterKey()), purpose(key.use())));
        application.authentication().ifPresent(authentication -> add(authentication.certificate()));
    }

    private void add(IssuerCertificateProfile certificate) {
        add(Optional.of(certificate.issuerKey()), KeyPurpose.ISSUER_RSA);
        if (certificate.origin() instanceof IssuerCertificateProfile.TestAuthority authority) {
            add(Optional.of(authority.key()), KeyPurpose.CA_RSA);
        }
    }

    private static KeyPurpose purpose(CardKeyProfile.Use use) {
        return switch (use) {
            case AC -> KeyPurpose.IMK_AC;
            case SMI -> KeyPurpose.IMK_SMI;
            case SMC -> KeyPurpose.IMK_SMC;
            case IDN -> KeyPurpose.IMK_IDN;
            case CVC3 -> KeyPurpose.IMK_CVC3;
        };
    }

    /** A key that two places name must suit both. */
    private void add(Optional<KeyReference> reference, KeyPurpose first, KeyPurpose... others) {
        reference.ifPresent(key -> wanted.merge(Products.keyName(key), EnumSet.of(first, others), (a, b) -> {
            Set<KeyPurpose> both = EnumSet.copyOf(a);
            both.retainAll(b);
            return both;
        }));
    }
}
