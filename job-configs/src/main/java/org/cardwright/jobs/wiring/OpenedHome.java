package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.ceremony.ShareJoin;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SignedMessage;
import org.cardwright.crypto.oda.CaPublicKey;
import org.cardwright.crypto.prepare.ImportedCertificates;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.issuer.IssuerFiles;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.formats.profile.lint.KnownKeys;
import org.cardwright.formats.screening.EmbossFonts;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.Issuer;
import org.cardwright.jobs.home.Settings;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.file.RecordMac;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.perso.verify.VerificationReport;
import org.cardwright.pipeline.launch.Installation;
import org.cardwright.pipeline.launch.Pipeline;
import org.cardwright.pipeline.launch.PipelinePorts;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.step.ChosenKeys;
import org.cardwright.pipeline.step.Products;
import org.cardwright.pipeline.step.Progress;
import org.jspecify.annotations.Nullable;

/** One opened home: security module and products, and the pipeline once somebody asks for it. */
public final class OpenedHome implements AutoCloseable {

    private final HomeDirectory home;
    private final Settings settings;
    private final Verification.Effort effort;
    private final Clock clock;
    private final ProductCatalog catalog;
    private final Verification.Keys keys;
    private Optional<String> layout = Optional.empty();
    private @Nullable Pipeline pipeline;

    private OpenedHome(HomeDirectory home, Read read, Progress progress, Clock clock) throws IOException {
        this.home = home;
        this.clock = clock;
        this.settings = home.settings();
        this.effort = new Verification.Effort(settings.threads(), progress);
        this.catalog = read.products()
                .catalog()
                .withKeyVersions(ChosenKeys.current(read.module().inventory()));
        this.keys = new Verification.Keys(
                read.module(), KeyName.of(settings.recordKey()), KeyName.of(settings.signingKey()), caPublicKeys(home));
    }

    /**
     * Opens a home.
     *
     * @param passphrase opens the vault; closed here
     * @param progress hears how far a run has come
     */
    public static OpenedHome open(HomeDirectory home, SecretBytes passphrase, Progress progress) throws IOException {
        return open(home, passphrase, progress, Clock.systemUTC());
    }

    /** The same by another clock. */
    static OpenedHome open(HomeDirectory home, SecretBytes passphrase, Progress progress, Clock clock)
            throws IOException {
        ProductsAhead products = ProductsAhead.of(home.config(""));
        SecurityModule module = Vault.open(home, home.settings(), passphrase, clock);
        return over(home, new Read(module, products), progress, clock);
    }

    /** What takes the time of opening. */
    private record Read(SecurityModule module, ProductsAhead products) {}

    /**
     * Opens a home whose passphrase nobody knows.
     *
     * @param shares of a quorum; closed by the caller
     */
    public static OpenedHome recovered(HomeDirectory home, ShareJoin shares, Progress progress) throws IOException {
        Clock clock = Clock.systemUTC();
        return over(home, Vault.open(home, home.settings(), shares, clock), progress, clock);
    }

    /**
     * Makes the vault of a production home and opens it.
     *
     * @param passphrase closed by the caller
     * @throws WrongUsageException when it is a test home
     */
    public static OpenedHome withNewVault(HomeDirectory home, SecretBytes passphrase, Progress progress)
            throws IOException {
        Vault.make(home, home.settings(), passphrase);
        return restored(home, passphrase, progress);
    }

    /** Opens a home that has its vault; the passphrase stays the caller's. */
    public static OpenedHome restored(HomeDirectory home, SecretBytes passphrase, Progress progress)
            throws IOException {
        Clock clock = Clock.systemUTC();
        return over(home, Vault.reopened(home, home.settings(), passphrase, clock), progress, clock);
    }

    /** Opens a home over a security module, which is taken over, and closed when the home cannot be opened. */
    public static OpenedHome over(HomeDirectory home, SecurityModule module, Progress progress, Clock clock)
            throws IOException {
        return over(home, new Read(module, ProductsAhead.of(home.config(""))), progress, clock);
    }

    private static OpenedHome over(HomeDirectory home, Read read, Progress progress, Clock clock) throws IOException {
        try {
            return new OpenedHome(home, read, progress, clock);
        } catch (IOException | RuntimeException failed) {
            read.module().close();
            throw failed;
        }
    }

    /** The passphrase of the published test vault, for test homes that nobody gave another one. */
    public static SecretBytes publishedTestPassphrase() {
        return Vault.publishedPassphrase();
    }

    /** The pipeline; the first call opens its database. */
    public Pipeline pipeline() throws IOException {
        if (pipeline == null) {
            pipeline = Pipeline.open(
                    PipelineOfHome.settings(home, settings),
                    new PipelinePorts(keys.module(), keys.recordKey(), installation(), clock, effort.progress()));
        }
        return pipeline;
    }

    private Installation installation() throws IOException {
        Map<String, SurfaceLayout> surfaces = Surfaces.load(home.config("surfaces"));
        return new Installation(
                keys.module(),
                catalog,
                Layouts.load(home, layout),
                Issuer.pans(home),
                EmbossFonts.load(home.config(HomeDirectory.FONTS)),
                surfaces,
                keys.recordKey(),
                keys.signingKey(),
                keys::authority,
                sheet -> new SealedBatch(keys, catalog, effort).check(sheet, surfaces));
    }

    /** The security module. */
    public SecurityModule module() {
        return keys.module();
    }

    /**
     * A key of the security module.
     *
     * @throws WrongUsageException when there is none of that name
     */
    public KeyDescription key(KeyName name) {
        return keys.module()
                .inventory()
                .find(name)
                .orElseThrow(() -> new WrongUsageException("there is no key " + name));
    }

    /** First day of the second step of a destruction that begins on a day. */
    public LocalDate destroyedFrom(LocalDate day) {
        return day.plusDays(settings.destroyAfterDays());
    }

    /** Days between the two steps in which a key is destroyed. */
    public int destroyAfterDays() {
        return settings.destroyAfterDays();
    }

    /** The public half of the key that signs manifests and transcripts. RFC 8032. */
    public ByteString signingPublicKey() {
        return keys.module().inventory().ed25519PublicKey(keys.signingKey());
    }

    /** The public half of the key that signed a batch, as its manifest names it, where the vault has that still. */
    ByteString signingPublicKey(ManifestHead head) {
        return keys.module().inventory().ed25519PublicKey(keys.thatMade(head).signingKey());
    }

    /** A signature under that key. */
    public ByteString sign(ByteString data) {
        return keys.module().seals().sign(keys.signingKey(), data);
    }

    /** The same over a message that is never held. */
    public ByteString sign(SignedMessage message) throws IOException {
        return keys.module().seals().sign(keys.signingKey(), message);
    }

    /** True when a key for manifests of this home, of whatever version, made the signature. */
    boolean isSignedHere(ByteString data, ByteString signature) {
        return auditSigning().isSigned(data, signature);
    }

    /** True for the key under which ledger and audit stand: without it nothing can be recorded. */
    public boolean isRecordKey(KeyName name) {
        return keys.recordKey().equals(name);
    }

    /** Signs heads of the audit, and knows its own. */
    public AuditSigning auditSigning() {
        return new AuditSigning(keys.module(), keys.signingKey(), clock);
    }

    /** Months for which records are kept at hand before a part of them may be archived. */
    public int auditKeepMonths() {
        return settings.auditKeepMonths();
    }

    /** The public keys of payment systems, as certificates are recovered with them. */
    public ImportedCertificates.Authorities authorities() {
        return keys::authority;
    }

    /** The index under which terminals know a key of a payment system; empty when they do not. */
    public Optional<CaPublicKey> authority(ByteString rid, RsaPublicKey key) {
        return keys.caPublicKeys().keys().stream()
                .filter(known -> known.rid().equals(rid)
                        && known.modulus().equals(key.modulus())
                        && known.exponent().equals(key.exponent()))
                .map(known -> new CaPublicKey(rid, known.index(), key))
                .findFirst();
    }

    /** The keys of the vault and the authorities of the home, as the linter asks for them. */
    public KnownKeys knownKeys() {
        return Products.knownKeys(keys.module().inventory(), keys::authority);
    }

    /** All products. */
    public ProductCatalog catalog() {
        return catalog;
    }

    /**
     * Uses this layout of the issuer instead of the one a file looks like. To be called first.
     *
     * @throws WrongUsageException when the issuer has no such layout
     */
    public void useLayout(String issuer, String name) throws IOException {
        if (!Issuer.load(home, issuer).layouts().contains(name)) {
            throw new WrongUsageException("issuer " + issuer + " has no layout " + name);
        }
        layout = Optional.of(name);
    }

    /** What an issuer's file asks for, record by record. */
    public OrderedProducts orderedProducts(String issuer, Path file) throws IOException {
        List<IssuerLayout> layouts = Layouts.load(home, layout).getOrDefault(issuer, List.of());
        return OrderedProducts.of(file, IssuerFiles.recognize(file, layouts));
    }

    /** Verifies a batch directory with everything this home knows; its ledger still knows product and place of every card. */
    public VerificationReport verify(Path directory) throws IOException {
        return new SealedBatch(keys, catalog, effort).verify(directory, this::pipeline);
    }

    /** Gives the salts of the leaves of a batch, under the key that its manifest names. */
    public RecordMac recordMac(ManifestHead head) {
        return new RecordMac(keys.module().seals(), keys.thatMade(head).recordKey(), head.issuer());
    }

    @Override
    public void close() {
        try {
            if (pipeline != null) {
                pipeline.close();
            }
        } finally {
            keys.module().close();
        }
    }

    private static CaPublicKeys caPublicKeys(HomeDirectory home) throws IOException {
        try (InputStream in = Files.newInputStream(home.config(HomeDirectory.CA_PUBLIC_KEYS))) {
            return CaPublicKeys.read(in);
        }
    }
}
