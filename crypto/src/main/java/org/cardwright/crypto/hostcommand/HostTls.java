package org.cardwright.crypto.hostcommand;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.Pkcs12File;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;

/** TLS with certificates on both sides, out of two PKCS #12 files under one passphrase. RFC 8446, 4.4.2; RFC 7292. */
public final class HostTls {

    private HostTls() {}

    /**
     * What makes sockets on either side.
     *
     * @param own file with one private key and its certificate
     * @param known file with the certificates that the other side may come with, or of who issues them
     * @param passphrase of both files; stays the caller's
     * @throws SecurityModuleException KEY_REFUSED when the passphrase does not open them, or something else is in them
     */
    public static SSLContext context(Path own, Path known, SecretBytes passphrase) throws IOException {
        try {
            return Pkcs12File.opening(passphrase, characters -> context(own, known, characters));
        } catch (GeneralSecurityException unusable) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED, own.getFileName() + " has no key that TLS can use", unusable);
        }
    }

    private static SSLContext context(Path own, Path known, char[] characters)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(Pkcs12File.ownKey(own, characters), characters);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(Pkcs12File.certificates(known, characters));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
