package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.certification.IssuerCertificateResponse;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.Expectation;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.ResponseFile;
import org.cardwright.crypto.certification.IssuerKeyRequest;
import org.cardwright.crypto.certification.IssuerKeyRequestFormat;
import org.cardwright.crypto.certification.ResponseLayout;
import org.cardwright.crypto.certification.TestAuthority;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.IssuerKeys;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.oda.CaPublicKey;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.KeyAct;

/** Issuer keys of a home, what asks a payment system to certify them, and the test authority that answers. */
public final class IssuerRequests {

    private final OpenedHome home;
    private final CertificationFiles files = new CertificationFiles();

    /** Of an opened home. */
    public IssuerRequests(OpenedHome home) {
        this.home = home;
    }

    /**
     * An issuer key that is wanted.
     *
     * @param name label and version
     * @param modulusBits 1024 to 1984, a multiple of 8
     * @param exponent 3 or 65537
     * @param period days of its use; UNLIMITED for the standard period from its activation on
     */
    public record WantedKey(KeyName name, int modulusBits, int exponent, Cryptoperiod period) {

        /** The act for which people give permission. */
        public KeyAct act() {
            return KeyAct.of(
                    KeyAct.Kind.GENERATE_ISSUER_KEY,
                    name + ", RSA-" + modulusBits + ", exponent " + exponent,
                    List.of(
                            name.toString(),
                            Integer.toString(modulusBits),
                            Integer.toString(exponent),
                            period.toString()));
        }
    }

    /** Makes the key, which is not in use before it is certified. */
    public KeyDescription generate(WantedKey wanted) {
        home.module().issuerKeys().generate(wanted.name(), wanted.modulusBits(), wanted.exponent());
        if (wanted.period().isLimited()) {
            home.module().keyLife().limit(wanted.name(), wanted.period());
        }
        return home.module().inventory().find(wanted.name()).orElseThrow();
    }

    /** The public half of an issuer key. */
    public RsaPublicKey publicKey(KeyName key) {
        return home.module().inventory().rsaPublicKey(key);
    }

    /** Signs and writes a request; the file appears when another reader has verified it. */
    public Path write(KeyName key, IssuerKeyRequest request, IssuerKeyRequestFormat format, Path directory)
            throws IOException {
        IssuerKeys keys = home.module().issuerKeys();
        return files.write(
                directory,
                format,
                request,
                wanted -> format.write(wanted, (frame, content) -> keys.signRequest(key, frame, content)));
    }

    /**
     * Answers a request with a CA test key of the vault; the file appears when the parser of the payment system has read it.
     *
     * @param caKey CA_RSA key whose public half terminals know under an index of the payment system
     */
    public Path answer(IssuerKeyRequest request, ResponseLayout layout, KeyName caKey, Path directory)
            throws IOException {
        RsaPublicKey known = home.module().inventory().rsaPublicKey(caKey);
        CaPublicKey authority = home.authority(request.rid(), known)
                .orElseThrow(() -> new SecurityModuleException(
                        SecurityModuleException.Kind.KEY_REFUSED,
                        "key " + caKey + " is none of the CA public keys of payment system "
                                + request.rid().toHex() + " in this home"));
        ResponseFile answer = new TestAuthority(home.module().issuerKeys(), caKey, authority).answer(request, layout);
        return files.write(
                directory, answer, written -> fault(request, layout, answer.name(), CertificationFiles.file(written)));
    }

    private Optional<String> fault(IssuerKeyRequest request, ResponseLayout layout, String name, ResponseFile written)
            throws IOException {
        Expectation expected = new Expectation(
                request, home.authorities(), request.expirationDate().month().atDay(1));
        IssuerCertificateResponse read =
                files.scheme(layout.name()).read(new ResponseFile(name, written.content()), expected);
        return read.certified().publicKey().equals(request.publicKey())
                ? Optional.empty()
                : Optional.of("another key is certified");
    }

    /** The act of asking. */
    public static KeyAct asking(KeyName key, IssuerKeyRequest request) {
        return KeyAct.of(
                KeyAct.Kind.REQUEST_CERTIFICATE,
                key + " at " + words(request),
                List.of(key.toString(), words(request)));
    }

    /** The act of answering. */
    public static KeyAct answering(KeyName caKey, IssuerKeyRequest request) {
        return KeyAct.of(
                KeyAct.Kind.CERTIFY_AS_TEST,
                words(request) + " with " + caKey,
                List.of(
                        caKey.toString(),
                        words(request),
                        request.publicKey().modulus().toHex()));
    }

    private static String words(IssuerKeyRequest request) {
        return request.rid().toHex() + ", identifier " + request.issuerIdentifier() + ", tracking number "
                + request.references().trackingNumber().toHex() + ", until "
                + request.expirationDate().month();
    }

    /** A service identifier of a request that names none. */
    public static ByteString noService() {
        return ByteString.repeat(0, 4);
    }
}
