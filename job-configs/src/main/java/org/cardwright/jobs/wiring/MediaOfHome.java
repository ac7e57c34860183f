package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.medium.MediumKey;
import org.cardwright.crypto.medium.MediumRule;
import org.cardwright.crypto.medium.MediumSeal;
import org.cardwright.crypto.medium.MediumSigners;
import org.cardwright.crypto.medium.SealedMedium;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.issuer.ControlTotals;
import org.cardwright.formats.issuer.IssuerFiles;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.jobs.home.CheckedFile;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.Issuer;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.perso.medium.MediumArchive;
import org.cardwright.perso.medium.MediumManifest;
import org.cardwright.pipeline.launch.MediumIntake;
import org.cardwright.pipeline.ledger.Media;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** Media of one issuer, with the keys, certificates and layouts of a home. S1-02. */
public final class MediaOfHome {

    private final HomeDirectory home;
    private final Issuer issuer;
    private final List<IssuerLayout> layouts;
    private final Clock clock = Clock.systemUTC();

    /**
     * For one issuer.
     *
     * @throws ConfigurationException when there is none of that name
     */
    public MediaOfHome(HomeDirectory home, String issuer) throws IOException {
        this.home = home;
        this.issuer = Issuer.load(home, issuer);
        this.layouts = Layouts.load(home, Optional.empty()).getOrDefault(issuer, List.of());
    }

    /**
     * Opens and checks containers.
     *
     * @param name how refusals call the container
     * @param passphrase of the key store; stays the caller's
     * @throws ConfigurationException when the home has no key to open media with, or knows no certificate of the issuer
     */
    public MediumIntake.Reading reading(String name, SecretBytes passphrase) throws IOException {
        Path keystore = home.settings()
                .mediumKeystore()
                .orElseThrow(() -> new ConfigurationException(
                        "cardwright.properties: medium.keystore is missing: there is no key to open media with"));
        OwnerOnly.requireFile(keystore);
        MediumKey own = MediumKey.load(keystore, passphrase);
        MediumSigners signers = new MediumSigners(certificates(), clock.instant());
        return (copy, sha256, place) -> {
            SealedMedium sealed = new SealedMedium(copy, name);
            sealed.requireSigned(signers);
            List<MediumArchive.Taken> taken = new ArrayList<>();
            sealed.open(own, clear -> taken.add(MediumArchive.read(name, issuer.name(), clear, place::create)));
            requireRecords(taken.get(0).manifest(), name, place);
            return medium(taken.get(0), sha256);
        };
    }

    private List<X509Certificate> certificates() throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Path file : issuer.mediumCertificates()) {
            if (!Files.isRegularFile(file)) {
                throw new ConfigurationException("no file " + file.getFileName());
            }
            certificates.add(MediumKey.certificate(file));
        }
        if (certificates.isEmpty()) {
            throw new ConfigurationException(issuer.name()
                    + ".properties: medium.certificates is missing: nobody may sign a medium of this issuer");
        }
        return certificates;
    }

    /** The control data of every file are read here as well as by {@code prepare}. */
    private void requireRecords(MediumManifest manifest, String name, MediumIntake.Place place) throws IOException {
        for (int i = 0; i < manifest.files().size(); i++) {
            MediumManifest.Entry file = manifest.files().get(i);
            if (totals(place.path(file)).records() != file.records()) {
                throw MediumRule.RECORDS.in(name, "file " + (i + 1), "");
            }
        }
    }

    private ControlTotals totals(Path file) throws IOException {
        return IssuerFiles.checkControls(
                file, layouts.size() == 1 ? layouts.get(0) : IssuerFiles.recognize(file, layouts));
    }

    private static Media.Medium medium(MediumArchive.Taken taken, String container) {
        MediumManifest manifest = taken.manifest();
        return new Media.Medium(
                container,
                manifest.issuer(),
                manifest.sequenceNumber(),
                hex(taken.sha256()),
                manifest.files().stream()
                        .map(file -> new Media.File(file.name(), hex(file.sha256()), file.bytes(), file.records()))
                        .toList());
    }

    private static String hex(ByteString bytes) {
        return bytes.toHex().toLowerCase(Locale.ROOT);
    }

    /**
     * Makes a container, as the issuer does it.
     *
     * @param sequenceNumber of the medium in the issuer's stream
     * @param files files of orders with right control data
     * @param sealing between whom it goes
     * @param out where the container stands afterwards; there must be nothing yet
     * @throws org.cardwright.formats.MalformedFileException when a file is none of this issuer
     */
    public MediumManifest make(long sequenceNumber, List<Path> files, Sealing sealing, Path out) throws IOException {
        List<MediumManifest.Entry> entries = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (!MediumManifest.isPlain(name)) {
                throw new WrongUsageException("file " + (entries.size() + 1) + ": " + MediumRule.NAME.text());
            }
            ControlTotals totals = totals(file);
            entries.add(new MediumManifest.Entry(name, totals.sha256(), totals.bytes(), totals.records()));
        }
        MediumManifest manifest = new MediumManifest(issuer.name(), sequenceNumber, entries);
        MediumSeal seal = new MediumSeal(sealing.signer(), sealing.recipient(), clock.instant());
        CheckedFile.create(
                out,
                stream -> seal.write(stream, clear -> MediumArchive.write(clear, manifest, files)),
                written -> fault(written, sealing));
        return manifest;
    }

    /**
     * Between whom a container goes.
     *
     * @param signer key of the issuer
     * @param recipient certificate of the bureau
     */
    public record Sealing(MediumKey signer, X509Certificate recipient) {}

    private Optional<String> fault(Path written, Sealing sealing) throws IOException {
        try {
            new SealedMedium(written, String.valueOf(written.getFileName()))
                    .requireSigned(new MediumSigners(List.of(sealing.signer().certificate()), clock.instant()));
            return Optional.empty();
        } catch (MalformedFileException unsigned) {
            return Optional.of(unsigned.rule());
        }
    }
}
