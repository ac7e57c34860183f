package org.cardwright.pipeline.step;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.module.Custody;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.prepare.ImportedCertificates;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.ProductAndSegment;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.IssuerCertificateProfile;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.formats.profile.lint.KnownKeys;
import org.cardwright.formats.profile.lint.KnownSurfaces;
import org.cardwright.formats.profile.lint.LintReport;
import org.cardwright.formats.profile.lint.ProfileLinter;
import org.cardwright.pipeline.ledger.ProfileVersion;

/** The products an issuer may order on the business day of a batch; the day is fixed, so a restart finds the same. */
public final class Products {

    private final ProductCatalog catalog;
    private final LocalDate businessDate;

    /** The products of a catalogue that was made for the issuer. */
    public Products(ProductCatalog catalog, LocalDate businessDate) {
        this.catalog = catalog;
        this.businessDate = businessDate;
    }

    /** The day whose rules, products and keys apply. */
    public LocalDate businessDate() {
        return businessDate;
    }

    /** The product that an order asks for. */
    public Optional<EffectiveProduct> find(ProductAndSegment asked) {
        return catalog.find(asked.product(), asked.segment(), businessDate);
    }

    /** The product of an order that was accepted. */
    public EffectiveProduct of(CardApplication order) {
        return find(new ProductAndSegment(order.product(), order.segment()))
                .orElseThrow(() -> new IllegalStateException("an accepted order without a product"));
    }

    /** Every product in every segment. */
    public List<EffectiveProduct> all() {
        return catalog.all(businessDate);
    }

    /** Every product with one hash over all its segments. */
    public List<ProfileVersion> versions() {
        Map<String, List<EffectiveProduct>> byProduct =
                all().stream().collect(Collectors.groupingBy(EffectiveProduct::id, TreeMap::new, Collectors.toList()));
        return byProduct.values().stream().map(Products::version).toList();
    }

    private static ProfileVersion version(List<EffectiveProduct> segments) {
        EffectiveProduct any = segments.get(0);
        return new ProfileVersion(
                any.identity().issuer(),
                any.id(),
                any.version(),
                EffectiveProduct.hash(segments).toHex().toLowerCase(Locale.ROOT));
    }

    /** What the linter says of them on that day, with the keys of the module and the surfaces at hand. */
    public LintReport lint(KeyInventory keys, KnownSurfaces surfaces) {
        return LintReport.of(all(), new ProfileLinter(businessDate, knownKeys(keys)).with(surfaces));
    }

    /** The keys of a security module as the linter asks for them; certificates are looked at when the batch is reviewed. */
    public static KnownKeys knownKeys(KeyInventory keys) {
        return new InventoryKeys(keys, Optional.empty());
    }

    /** The same with the authorities of a configuration, so that imported certificates are recovered. */
    public static KnownKeys knownKeys(KeyInventory keys, ImportedCertificates.Authorities authorities) {
        return new InventoryKeys(keys, Optional.of(new ImportedCertificates(keys, authorities)));
    }

    private record InventoryKeys(KeyInventory keys, Optional<ImportedCertificates> certificates) implements KnownKeys {

        private Optional<KeyInventory.KeyDescription> find(KeyReference key) {
            return keys.find(keyName(key));
        }

        @Override
        public boolean areStrict() {
            return keys.custody() == Custody.STRICT;
        }

        @Override
        public Optional<String> algorithm(KeyReference key) {
            return find(key).map(KeyInventory.KeyDescription::algorithm);
        }

        @Override
        public Optional<String> usage(KeyReference key) {
            return find(key).map(found -> found.purpose().usage());
        }

        @Override
        public Optional<String> fault(IssuerCertificateProfile certificate) {
            return certificates.flatMap(imported -> imported.fault(certificate));
        }

        @Override
        public Optional<ByteString> modulus(KeyReference key) {
            return find(key)
                    .filter(found -> found.purpose() == KeyPurpose.ISSUER_RSA)
                    .map(found -> keys.rsaPublicKey(found.name()).modulus());
        }
    }

    /** Name, version and segment of a product: {@code visa-dda/2} or {@code visa-dda/2:gold}. */
    public static String label(EffectiveProduct product) {
        String segment = product.identity().segment();
        return product.id() + "/" + product.version() + (segment.isEmpty() ? "" : ":" + segment);
    }

    /** The name of the vault for a name in a profile. */
    public static KeyName keyName(KeyReference reference) {
        return new KeyName(reference.label(), reference.version());
    }
}
