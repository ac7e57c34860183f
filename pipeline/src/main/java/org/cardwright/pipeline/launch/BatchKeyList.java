package org.cardwright.pipeline.launch;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.CpsProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.IssuerCertificateProfile;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.PinOffsetProfile;
import org.cardwright.pipeline.step.Products;

/** Every key that products name, with what is asked of it there; found in the module before anything is made. */
final class BatchKeyList {

    private final Map<KeyName, List<Need>> wanted = new TreeMap<>();

    /**
     * What a place in a product asks of its key.
     *
     * @param purpose its only use
     * @param direction KEK1 or KEK2; NONE for a key that is no transport key
     * @param families what it may be a key of
     */
    private record Need(KeyPurpose purpose, KeyDirection direction, Set<KeyAlgorithm> families) {

        static Need of(KeyPurpose purpose, KeyDirection direction) {
            return new Need(purpose, direction, EnumSet.allOf(KeyAlgorithm.class));
        }

        static Need internal(KeyPurpose purpose) {
            return of(purpose, KeyDirection.NONE);
        }

        Need in(KeyAlgorithm family) {
            return new Need(purpose, direction, EnumSet.of(family));
        }

        /** What the key has otherwise; empty when it is the right one. */
        Optional<String> differs(KeyDescription key) {
            if (key.purpose() != purpose) {
                return Optional.of("is for " + key.purpose() + ", required " + purpose);
            }
            if (key.direction() != direction) {
                return Optional.of("goes " + key.direction() + ", required " + direction);
            }
            return families.contains(key.family())
                    ? Optional.empty()
                    : Optional.of("is " + key.algorithm() + ", required " + families);
        }

        /** What the issuer sent may be read with a key that is no longer used; all else needs an active one. */
        Optional<KeyRefusedException> refusal(KeyDescription key, LocalDate day) {
            return key.refusal(
                    direction == KeyDirection.ISSUER_TO_DATA_PREPARATION ? KeyOperation.PROCESS : KeyOperation.PROTECT,
                    day);
        }
    }

    /** The keys of these products. */
    static BatchKeyList of(Collection<EffectiveProduct> products) {
        BatchKeyList list = new BatchKeyList();
        products.forEach(list::add);
        return list;
    }

    /** The same with one key more. */
    BatchKeyList with(KeyName name, KeyPurpose purpose) {
        add(name, Need.internal(purpose));
        return this;
    }

    /** Their names, sorted. */
    Set<KeyName> names() {
        return Collections.unmodifiableSet(wanted.keySet());
    }

    /**
     * The keys as the module has them.
     *
     * @throws SecurityModuleException KEY_REFUSED when one is missing or has another purpose, direction or algorithm
     */
    List<KeyDescription> find(KeyInventory inventory) {
        return wanted.entrySet().stream()
                .map(entry -> find(inventory, entry.getKey(), entry.getValue()))
                .toList();
    }

    private static KeyDescription find(KeyInventory inventory, KeyName name, List<Need> needs) {
        KeyDescription found = inventory.find(name).orElseThrow(() -> refused("key " + name + " is not in the vault"));
        for (Need need : needs) {
            need.differs(found).ifPresent(other -> {
                throw refused("key " + name + " " + other);
            });
        }
        return found;
    }

    /**
     * For a batch that is still to be made: keys must be in a state in which the module works with them, and within their days.
     *
     * @param day business date
     * @throws SecurityModuleException KEY_REFUSED when one will never be again, UNAVAILABLE when one is only suspended
     */
    void requireUsable(KeyInventory inventory, LocalDate day) {
        Set<KeyName> suspended = new TreeSet<>();
        wanted.forEach((name, needs) -> {
            KeyDescription key = find(inventory, name, needs);
            needs.stream().flatMap(need -> need.refusal(key, day).stream()).forEach(refusal -> {
                if (!refusal.isPassing()) {
                    throw refused("key " + refusal.getMessage());
                }
                suspended.add(name);
            });
        });
        if (!suspended.isEmpty()) {
            throw waiting("the batch waits: suspended are " + suspended + "; nothing was taken");
        }
    }

    /**
     * For cards that are made and not yet sealed: what depends on a key that others may know does not leave. NIST SP 800-57 part 1, 7.4.
     *
     * @param day business date
     * @throws SecurityModuleException KEY_REFUSED when one is known to others or waits for its end, UNAVAILABLE when one is suspended, since
     *     it may turn out to be known
     */
    void requireReleasable(KeyInventory inventory, LocalDate day) {
        Set<KeyName> suspended = new TreeSet<>();
        wanted.forEach((name, needs) -> {
            KeyDescription key = find(inventory, name, needs);
            if (!KeyOperation.SHOW_PUBLIC_HALF.isAllowedIn(key.state())) {
                throw refused("the release is held: its cards depend on key " + name + ", which is " + key.state());
            }
            needs.stream()
                    .flatMap(need -> need.refusal(key, day).stream())
                    .filter(KeyRefusedException::isPassing)
                    .forEach(waits -> suspended.add(name));
        });
        if (!suspended.isEmpty()) {
            throw waiting("the release waits: suspended are " + suspended);
        }
    }

    /**
     * For cards that were made with keys as they were described.
     *
     * @param before when the batch was begun
     * @throws SecurityModuleException KEY_REFUSED when the module has another key under a name now
     */
    void requireUnchanged(KeyInventory inventory, List<KeyDescription> before) {
        for (KeyDescription then : before) {
            boolean changed = wanted.containsKey(then.name())
                    && inventory
                            .find(then.name())
                            .filter(now -> now.checkValue().fits(then.checkValue()))
                            .isEmpty();
            if (changed) {
                throw refused("the release is held: the security module has not the key " + then.name()
                        + " any more with which its cards were made, check value " + then.checkValue());
            }
        }
    }

    private static SecurityModuleException waiting(String message) {
        return new SecurityModuleException(SecurityModuleException.Kind.UNAVAILABLE, message);
    }

    private static SecurityModuleException refused(String message) {
        return new SecurityModuleException(SecurityModuleException.Kind.KEY_REFUSED, message);
    }

    private void add(EffectiveProduct product) {
        KeyDirection kek1 = KeyDirection.ISSUER_TO_DATA_PREPARATION;
        Need pinKey = product.ordering().newPin().isPresent()
                ? Need.internal(KeyPurpose.PIN_STORAGE)
                : Need.of(KeyPurpose.PIN_ENCRYPTION, kek1);
        add(product.ordering().pinKey(), pinKey);
        add(product.ordering().dataKey(), Need.of(KeyPurpose.DATA_ENCRYPTION, kek1));
        add(product.ordering().kek(), Need.of(KeyPurpose.KEK, kek1));
        add(product.cardValues().cvk(), Need.internal(KeyPurpose.CVK));
        add(product.cardValues().pvk(), Need.internal(KeyPurpose.PVK_PVV));
        add(product.cardValues().pinOffset().map(PinOffsetProfile::key), Need.internal(KeyPurpose.PVK_IBM));
        for (CpsProfile.TransportKey key : product.cps().transportKeys()) {
            add(Optional.of(key.key()), Need.of(purpose(key), KeyDirection.DATA_PREPARATION_TO_PERSONALIZER));
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
        for (CardKeyProfile set : application.cardKeys()) {
            // EMV 4.4 Book 2, A1.4: options A and B are 3DES, option C is AES
            KeyAlgorithm family = set.option() == CardKeyProfile.Option.C ? KeyAlgorithm.AES : KeyAlgorithm.TDES;
            set.keys()
                    .forEach(key -> add(
                            Optional.of(key.issuerMasterKey()),
                            Need.internal(purpose(key.use())).in(family)));
        }
        application.authentication().ifPresent(authentication -> {
            add(authentication.dataAuthenticationKey(), Need.internal(KeyPurpose.IMK_DAC));
            add(authentication.certificate());
        });
    }

    private void add(IssuerCertificateProfile certificate) {
        add(Optional.of(certificate.issuerKey()), Need.internal(KeyPurpose.ISSUER_RSA));
        if (certificate.origin() instanceof IssuerCertificateProfile.TestAuthority authority) {
            add(Optional.of(authority.key()), Need.internal(KeyPurpose.CA_RSA));
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

    private void add(Optional<KeyReference> reference, Need need) {
        reference.ifPresent(key -> add(Products.keyName(key), need));
    }

    /** A key that two places name must suit both. */
    private void add(KeyName name, Need need) {
        wanted.computeIfAbsent(name, first -> new ArrayList<>()).add(need);
    }
}
