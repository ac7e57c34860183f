package org.cardwright.crypto.medium;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.Pkcs12File;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;

/**
 * A private key for media with its certificate, of a bureau or of an issuer. RFC 7292; RFC 5280.
 *
 * <p>It protects files on their way and never a card, so it lies in a file of its own and not in the security module, whose
 * operations take and give wrapped card secrets only.
 */
public final class MediumKey {

    private final PrivateKey key;
    private final X509Certificate certificate;

    /** Both halves, whose fit is the caller's matter. */
    public MediumKey(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /**
     * Out of a PKCS #12 file.
     *
     * @param passphrase stays the caller's
     * @throws SecurityModuleException KEY_REFUSED when the passphrase does not open it, or there is not one key in it
     */
    public static MediumKey load(Path file, SecretBytes passphrase) throws IOException {
        try {
            return Pkcs12File.opening(passphrase, characters -> load(file, characters));
        } catch (GeneralSecurityException unusable) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED, file.getFileName() + " has no key that can be used", unusable);
        }
    }

    private static MediumKey load(Path file, char[] passphrase) throws IOException, GeneralSecurityException {
        KeyStore store = Pkcs12File.ownKey(file, passphrase);
        String alias = Pkcs12File.keyAliases(store).get(0);
        Certificate certificate = store.getCertificate(alias);
        if (store.getKey(alias, passphrase) instanceof PrivateKey own && certificate instanceof X509Certificate x509) {
            return new MediumKey(own, x509);
        }
        throw new SecurityModuleException(
                Kind.KEY_REFUSED, file.getFileName() + " must hold a private key with an X.509 certificate");
    }

    /**
     * A certificate out of a file, PEM or DER. RFC 5280; RFC 7468.
     *
     * @throws SecurityModuleException KEY_REFUSED when it holds no certificate
     */
    public static X509Certificate certificate(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException unreadable) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED, file.getFileName() + " holds no X.509 certificate", unreadable);
        }
    }

    /** What others know. */
    public X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }
}
