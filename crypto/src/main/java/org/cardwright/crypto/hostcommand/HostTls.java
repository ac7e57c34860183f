package org.cardwright.crypto.hostcommand;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;

/** TLS with certificates on both sides, out of two PKCS #12 files under one passphrase. RFC 8446, 4.4.2; RFC 7292. */
public final class HostTls {

    private static final String TYPE = "PKCS12";

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
        char[] characters = characters(passphrase);
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(ownKey(own, characters), characters);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(certificates(known, characters));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED, own.getFileName() + " has no key that TLS can use", unusable);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private static KeyStore ownKey(Path file, char[] passphrase) throws IOException, GeneralSecurityException {
        KeyStore store = opened(file, passphrase);
        int keys = 0;
        for (String alias : aliases(store)) {
            keys += store.isKeyEntry(alias) ? 1 : 0;
        }
        require(keys == 1, file.getFileName() + " must hold one private key, not " + keys);
        return store;
    }

    private static KeyStore certificates(Path file, char[] passphrase) throws IOException, GeneralSecurityException {
        KeyStore store = opened(file, passphrase);
        int certificates = 0;
        for (String alias : aliases(store)) {
            require(!store.isKeyEntry(alias), file.getFileName() + " must hold certificates of others only, no key");
            certificates += store.isCertificateEntry(alias) ? 1 : 0;
        }
        require(certificates > 0, file.getFileName() + " holds no trusted certificate");
        return store;
    }

    private static List<String> aliases(KeyStore store) throws GeneralSecurityException {
        return new ArrayList<>(Collections.list(store.aliases()));
    }

    private static KeyStore opened(Path file, char[] passphrase) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(TYPE);
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, passphrase);
            return store;
        } catch (IOException unreadable) {
            if (unreadable.getCause() instanceof UnrecoverableKeyException) {
                throw refused("the passphrase does not open " + file.getFileName(), unreadable);
            }
            throw refused(file.getFileName() + " is no PKCS #12 file", unreadable);
        }
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new SecurityModuleException(Kind.KEY_REFUSED, otherwise);
        }
    }

    private static SecurityModuleException refused(String why, IOException unreadable) {
        return new SecurityModuleException(Kind.KEY_REFUSED, why, unreadable);
    }

    /** The JDK opens such files with ASCII characters only; the caller wipes them. */
    private static char[] characters(SecretBytes passphrase) {
        byte[] bytes = ClearKeyAccess.open(passphrase);
        char[] characters = new char[bytes.length];
        boolean isAscii = true;
        for (int i = 0; i < bytes.length; i++) {
            isAscii &= bytes[i] >= ' ';
            characters[i] = (char) bytes[i];
        }
        if (!isAscii) {
            Arrays.fill(characters, '\0');
        }
        require(isAscii, "a PKCS #12 file has a passphrase of ASCII characters");
        return characters;
    }
}
