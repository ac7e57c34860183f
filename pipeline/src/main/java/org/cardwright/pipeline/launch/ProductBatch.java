package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.prepare.ImportedCertificates;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.PanMask;
import org.cardwright.formats.card.ProductAndSegment;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.lint.LintReport;
import org.cardwright.formats.profile.lint.LintRule;
import org.cardwright.formats.screening.Screening;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.pipeline.close.BatchRelease;
import org.cardwright.pipeline.close.Inspection;
import org.cardwright.pipeline.close.PersoRelease;
import org.cardwright.pipeline.close.ReleaseVerifier;
import org.cardwright.pipeline.intake.OrderReading;
import org.cardwright.pipeline.intake.ProductReading;
import org.cardwright.pipeline.ledger.KeyUses;
import org.cardwright.pipeline.ledger.ProfileVersion;
import org.cardwright.pipeline.step.CardMaking;
import org.cardwright.pipeline.step.CardProcessing;
import org.cardwright.pipeline.step.ChosenKeys;
import org.cardwright.pipeline.step.Products;
import org.cardwright.pipeline.step.StageTimes;
import org.cardwright.pipeline.step.Surfaces;

/** A batch of one issuer, defined by layout, products, surfaces and keys of an installation. */
final class ProductBatch implements BatchDefinition {

    private final Installation installation;
    private final IssuerLayout layout;
    private final Products products;
    private final ChosenKeys versions;
    private final Surfaces surfaces;
    private final Screening screening;
    private final LocalDate businessDate;
    private final LintReport lint;
    private final List<KeyDescription> keys;

    /**
     * Finds every key before anything else happens.
     *
     * @throws org.cardwright.crypto.module.SecurityModuleException KEY_REFUSED when one is missing or has another purpose
     */
    ProductBatch(Installation installation, IssuerLayout layout, Offer offer, Screening screening) {
        this.products = offer.products();
        this.versions = offer.versions();
        this.businessDate = products.businessDate();
        this.installation = installation;
        this.layout = layout;
        this.surfaces = new Surfaces(installation.surfaces());
        this.screening = screening;
        this.lint = products.lint(installation.module().inventory(), surfaces.known(installation.fonts()));
        // a custody that a product cannot be made under matters only when that product is ordered
        requireKeys(lint.errors()
                .only(finding -> finding.rule().isAboutVault() && finding.rule() != LintRule.SECRET_LEAVES_CUSTODY));
        this.keys = keysOf(products.all());
    }

    /**
     * What an issuer may order.
     *
     * @param products read with the versions
     * @param versions of the keys that the products name by label
     */
    record Offer(Products products, ChosenKeys versions) {}

    private static void requireKeys(LintReport unfit) {
        if (!unfit.isClean()) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.KEY_REFUSED, String.join(System.lineSeparator(), unfit.lines()));
        }
    }

    /**
     * Reads the file only when there is something to say about some product.
     *
     * @throws SecurityModuleException KEY_REFUSED when a key is in a state in which no card can be made with it, an issuer certificate is
     *     not what its profile says, or a device cannot do what an ordered product needs
     */
    @Override
    public LintReport review(Path file) throws IOException {
        KeyInventory inventory = installation.module().inventory();
        keyList(products.all()).requireUsable(inventory, businessDate);
        new PinKeyPairs(inventory).require(products.all());
        ImportedCertificates certificates = new ImportedCertificates(inventory, installation.authorities());
        products.all().forEach(certificates::require);
        LintReport found = lint.isClean() ? lint : lint.about(productReading().ordered(file, lint.products()));
        if (found.errors().isClean()) {
            new ModulePreflight(installation, keys).require(products.all(), () -> orderedIn(file));
        }
        return found;
    }

    @Override
    public List<ProfileVersion> ordered(Path file) throws IOException {
        Set<String> ordered =
                orderedIn(file).stream().map(ProductAndSegment::product).collect(Collectors.toSet());
        return products.versions().stream()
                .filter(version -> ordered.contains(version.product()))
                .toList();
    }

    private Set<ProductAndSegment> orderedIn(Path file) throws IOException {
        Set<ProductAndSegment> known =
                products.all().stream().map(ProductBatch::named).collect(Collectors.toSet());
        return Set.copyOf(productReading().ordered(file, known));
    }

    static ProductAndSegment named(EffectiveProduct product) {
        return new ProductAndSegment(product.id(), product.identity().segment());
    }

    @Override
    public List<KeyDescription> transportKeys(Path file) throws IOException {
        Set<ProductAndSegment> ordered = orderedIn(file);
        List<EffectiveProduct> some = products.all().stream()
                .filter(product -> ordered.contains(named(product)))
                .toList();
        return BatchKeyList.of(some).find(installation.module().inventory()).stream()
                .filter(key -> key.direction() != KeyDirection.NONE)
                .toList();
    }

    private List<KeyDescription> keysOf(Collection<EffectiveProduct> some) {
        return keyList(some).find(installation.module().inventory());
    }

    private BatchKeyList keyList(Collection<EffectiveProduct> some) {
        return BatchKeyList.of(some)
                .with(installation.recordKey(), KeyPurpose.RECORD_MAC)
                .with(installation.signingKey(), KeyPurpose.MANIFEST_SIGNING);
    }

    @Override
    public String layout() {
        return layout.name();
    }

    @Override
    public PanMask pans() {
        return installation.pans(layout.issuer());
    }

    /** A mask of the issuer's own shapes the rejects file; the usual one is no part, as it never was. */
    @Override
    public List<IdentityPart> parts() {
        List<IdentityPart> parts = new ArrayList<>();
        parts.add(new IdentityPart("layout", layout.name(), layout.hash().toHex()));
        parts.add(new IdentityPart("fonts", "", installation.fonts().hash().toHex()));
        for (EffectiveProduct product : products.all()) {
            parts.add(new IdentityPart(
                    "profile", Products.label(product), product.hash().toHex()));
            surfaces.layout(product)
                    .ifPresent(surface -> parts.add(new IdentityPart(
                            "surface", Products.label(product), surface.hash().toHex())));
        }
        if (!pans().equals(PanMask.STANDARD)) {
            parts.add(new IdentityPart("pans", pans().shape(), pans().authorisedBy()));
        }
        for (KeyDescription key : keys) {
            parts.add(new IdentityPart(
                    "key",
                    key.name().toString(),
                    key.checkValue().method() + ":" + key.checkValue().toHex()));
        }
        return parts;
    }

    @Override
    public OrderReading reading() {
        return productReading();
    }

    private ProductReading productReading() {
        return new ProductReading(
                layout, screening, products, installation.module().pins());
    }

    @Override
    public Map<KeyName, Integer> certificateKeys() {
        Map<KeyName, Integer> most = new TreeMap<>();
        for (EffectiveProduct product : products.all()) {
            List<KeyName> perCard =
                    product.certifyingKeys().stream().map(Products::keyName).toList();
            perCard.forEach(key -> most.merge(key, Collections.frequency(perCard, key), Math::max));
        }
        return most;
    }

    @Override
    public List<KeyUses.Use> keyUses() {
        return new NotedKeys(installation, versions, keys).of(products.all());
    }

    @Override
    public CardProcessing processing(StageTimes times) {
        return new CardMaking(installation.module(), products, surfaces, times);
    }

    @Override
    public Optional<SurfaceLayout> surface(CardApplication order) {
        return surfaces.layout(products.of(order));
    }

    @Override
    public KeyName recordKey() {
        return installation.recordKey();
    }

    @Override
    public BatchRelease release(ReleaseSheet sheet) {
        Set<String> ordered = ConcurrentHashMap.newKeySet();
        ReleaseVerifier verifier = installation.verifiers().of(sheet);
        return new PersoRelease(
                installation.module(),
                new PersoRelease.Terms(
                        sheet.directory(),
                        surfaces.groups(products.all()),
                        (counts, used) -> {
                            ordered.addAll(used);
                            requireReleasable(sheet, used);
                            return head(sheet, counts, used);
                        },
                        installation.recordKey(),
                        installation.signingKey(),
                        layout.rejectTexts(),
                        pans(),
                        directory -> {
                            Inspection inspection = verifier.inspect(directory);
                            // verifying takes its time, and a key may become known to others meanwhile
                            requireReleasable(sheet, ordered);
                            return inspection;
                        }));
    }

    /** Names what really made the cards, not everything that might have. */
    private ManifestHead head(ReleaseSheet sheet, ManifestHead.Counts counts, Collection<String> used) {
        List<EffectiveProduct> made = made(used);
        return new ManifestHead(
                sheet.batch(),
                sheet.issuer(),
                sheet.sourceSha256(),
                layout.name(),
                made.stream().map(ProductBatch::profile).toList(),
                counts,
                keysOf(made).stream().map(ProductBatch::key).toList());
    }

    /** An output that stands there already has left. */
    private void requireReleasable(ReleaseSheet sheet, Collection<String> labels) {
        if (!PersoRelease.isSealed(sheet.directory())) {
            KeyInventory inventory = installation.module().inventory();
            BatchKeyList needed = keyList(made(labels));
            needed.requireReleasable(inventory, businessDate);
            needed.requireUnchanged(inventory, keys);
        }
    }

    private List<EffectiveProduct> made(Collection<String> labels) {
        return products.all().stream()
                .filter(product -> labels.contains(Products.label(product)))
                .toList();
    }

    private static ManifestHead.Profile profile(EffectiveProduct product) {
        String segment = product.identity().segment();
        String name = product.id() + (segment.isEmpty() ? "" : ":" + segment);
        return new ManifestHead.Profile(name, product.version(), product.hash());
    }

    private static ManifestHead.Key key(KeyDescription key) {
        return new ManifestHead.Key(
                key.name().toString(),
                key.purpose().usage(),
                key.checkValue().method().name(),
                key.checkValue().toHex());
    }
}
