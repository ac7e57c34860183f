package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.certification.IssuerCertificateResponse;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.Expectation;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.ResponseFile;
import org.cardwright.crypto.certification.IssuerKeyRequest;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.prepare.ImportedCertificates;
import org.cardwright.formats.profile.IssuerCertificateFile;
import org.cardwright.formats.profile.IssuerCertificateProfile;
import org.cardwright.formats.profile.IssuerCertificateXml;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.jobs.home.CheckedFile;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.pipeline.ledger.KeyAct;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.ledger.WrongUsageException;

/**
 * The certificate of a payment system on its way into the configuration, where the job reads it. EMV 4.4 Book 2, 5.3.
 *
 * <p>Everything is verified before anybody is asked to permit it; one that stands there already is never written over unasked.
 */
public final class CertificateImport {

    private static final String NAME = "[a-z0-9][a-z0-9.-]{0,63}";
    private static final int SHOWN_DIGITS = 8;

    private final OpenedHome home;
    private final Path directory;
    private final IssuerCertificateProfile profile;
    private final Optional<IssuerCertificateFile> present;

    private CertificateImport(
            OpenedHome home,
            Path directory,
            IssuerCertificateProfile profile,
            Optional<IssuerCertificateFile> present) {
        this.home = home;
        this.directory = directory;
        this.profile = profile;
        this.present = present;
    }

    /**
     * What is imported.
     *
     * @param file response of the payment system
     * @param request that it answers
     * @param parser of the payment system
     * @param name of the certificate, as products name it
     * @param replace true when one of that name may be replaced
     * @param today day on which it must not have expired
     */
    public record Wanted(
            ResponseFile file,
            IssuerKeyRequest request,
            IssuerCertificateResponseParser parser,
            String name,
            boolean replace,
            LocalDate today) {}

    /**
     * Verifies a response.
     *
     * @throws org.cardwright.formats.MalformedFileException when the response is not the answer to the request
     * @throws SecurityModuleException KEY_REFUSED when the vault does not have the key
     * @throws WrongUsageException when there is a certificate of that name, and it may not be replaced
     */
    public static CertificateImport of(OpenedHome home, HomeDirectory place, Wanted wanted) throws IOException {
        if (!wanted.name().matches(NAME)) {
            throw new WrongUsageException("--name: the name of a certificate has 1 to 64 of a-z 0-9 . -");
        }
        IssuerCertificateResponse response = wanted.parser()
                .read(wanted.file(), new Expectation(wanted.request(), home.authorities(), wanted.today()));
        IssuerCertificateProfile profile =
                profile(wanted.name(), key(home.module().inventory(), wanted.request()), response);
        new ImportedCertificates(home.module().inventory(), home.authorities())
                .fault(profile)
                .ifPresent(fault -> {
                    throw new SecurityModuleException(SecurityModuleException.Kind.KEY_REFUSED, fault);
                });
        Optional<IssuerCertificateFile> present = home.catalog().certificates().stream()
                .filter(found -> found.profile().name().equals(wanted.name()))
                .findFirst();
        if (present.isPresent() && !wanted.replace()) {
            throw new WrongUsageException("there is an issuer certificate " + wanted.name() + " already, in "
                    + present.get().file() + "; --replace puts this one in its place and keeps the old file");
        }
        return new CertificateImport(home, place.config(ProductCatalog.CERTIFICATES), profile, present);
    }

    private static IssuerCertificateProfile profile(String name, KeyName key, IssuerCertificateResponse response) {
        return new IssuerCertificateProfile(
                name,
                response.authority().rid(),
                response.authority().index(),
                new KeyReference(key.label(), key.version()),
                response.certified().issuerIdentifier(),
                response.certified().expirationDate(),
                response.certified().serialNumber(),
                response.data().certificate().size(),
                response.certified().publicKey().modulus().size(),
                new IssuerCertificateProfile.Imported(
                        response.data().certificate(),
                        response.data().remainder(),
                        response.data().exponent()));
    }

    /** The issuer key that the request is about. */
    private static KeyName key(KeyInventory inventory, IssuerKeyRequest request) {
        return inventory.keys().stream()
                .filter(key -> key.purpose() == KeyPurpose.ISSUER_RSA
                        && (key.state() == KeyState.ACTIVE || key.state() == KeyState.PRE_ACTIVATION))
                .map(KeyDescription::name)
                .filter(name -> inventory.rsaPublicKey(name).equals(request.publicKey()))
                .findFirst()
                .orElseThrow(
                        () -> new SecurityModuleException(
                                SecurityModuleException.Kind.KEY_REFUSED,
                                "no issuer key of the vault that is in use, or waits for its certificate, is the one of the request"));
    }

    /** What the certificate will say in the configuration. */
    public IssuerCertificateProfile profile() {
        return profile;
    }

    /** The act for which people give permission. */
    public KeyAct act() {
        return KeyAct.of(
                KeyAct.Kind.IMPORT_CERTIFICATE,
                profile.name() + " of key " + profile.issuerKey() + " until "
                        + profile.expiration().month() + (present.isPresent() ? " in place of another" : "")
                        + (isFirst() ? "; activates it" : ""),
                List.of(
                        IssuerCertificateXml.text(profile),
                        present.map(this::oldText).orElse("")));
    }

    /** Who asks for it: the custodian of the state that the key leaves, if it leaves one. */
    public OperatorRole role() {
        return isFirst() ? OperatorRole.of(home.key(issuerKey()).state().custodian()) : OperatorRole.OPERATOR;
    }

    private String oldText(IssuerCertificateFile old) {
        return old.file() + old.profile().serialNumber().toHex();
    }

    private KeyName issuerKey() {
        return new KeyName(profile.issuerKey().label(), profile.issuerKey().version());
    }

    /** Is it the first certificate of a key that waited for one? */
    private boolean isFirst() {
        return home.key(issuerKey()).state() == KeyState.PRE_ACTIVATION;
    }

    /**
     * Writes it where the job reads it; a key that waited for its certificate is in use from then on.
     *
     * @return the file
     */
    public Path write() throws IOException {
        // first the key: a key in use without a certificate does no harm, and the import can be repeated
        if (isFirst()) {
            home.module().keyLife().change(issuerKey(), KeyState.ACTIVE);
        }
        byte[] content = IssuerCertificateXml.text(profile).getBytes(StandardCharsets.UTF_8);
        CheckedFile.Check check = written -> IssuerCertificateXml.read(written).equals(profile)
                ? Optional.empty()
                : Optional.of("the file does not say what it should");
        if (present.isEmpty()) {
            Path target = directory.resolve(profile.name().replace('.', '-') + ".xml");
            CheckedFile.create(target, content, check);
            return target;
        }
        Path target = directory.resolve(present.get().file());
        CheckedFile.replace(target, content, kept(present.get()), check);
        return target;
    }

    /** A file of the configuration ends in .xml and stands in the directory itself; a kept one does not. */
    private Path kept(IssuerCertificateFile old) {
        String certificate = old.profile().origin() instanceof IssuerCertificateProfile.Imported imported
                ? imported.certificate().toHex()
                : "-".repeat(SHOWN_DIGITS);
        return directory
                .resolve("replaced")
                .resolve(old.file() + "." + old.profile().serialNumber().toHex() + "-"
                        + certificate.substring(0, SHOWN_DIGITS));
    }
}
