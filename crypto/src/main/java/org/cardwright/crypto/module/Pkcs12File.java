package org.cardwright.crypto.module;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.SecurityModuleException.Kind;

/** Files with the keys of this side of a connection or a medium: PKCS #12, RFC 7292. They hold no key of a card. */
public final class Pkcs12File {

    private static final String TYPE = "PKCS12";

    private Pkcs12File() {}

    /** Works with opened files; the characters of the passphrase are wiped behind it. */
    @FunctionalInterface
    public interface Work<T> {

        /**
         * Does the work.
         *
         * @param characters of the passphrase
         */
        T with(char[] characters) throws IOException, GeneralSecurityException;
    }

    /**
     * Lends the characters of a passphrase, as the JDK opens such files with.
     *
     * @param passphrase stays the caller's
     * @throws SecurityModuleException KEY_REFUSED when it has other than ASCII characters
     */
    public static <T> T opening(SecretBytes passphrase, Work<T> work) throws IOException, GeneralSecurityException {
        char[] characters = characters(passphrase);
        try {
            return work.with(characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /**
     * A file with one private key and its certificate.
     *
     * @throws SecurityModuleException KEY_REFUSED when the passphrase does not open it, or something else is in it
     */
    public static KeyStore ownKey(Path file, char[] passphrase) throws IOException, GeneralSecurityException {
        KeyStore store = opened(file, passphrase);
        int keys = keyAliases(store).size();
        require(keys == 1, file.getFileName() + " must hold one private key, not " + keys);
        return store;
    }

    /**
     * The key pair of a file with one private key and its certificate.
     *
     * @param passphrase stays the caller's
     * @throws SecurityModuleException KEY_REFUSED when the passphrase does not open it, or something else is in it
     */
    public static KeyPair keyPair(Path file, SecretBytes passphrase) throws IOException {
        try {
            return opening(passphrase, characters -> {
                KeyStore store = ownKey(file, characters);
                String alias = keyAliases(store).get(0);
                if (store.getKey(alias, characters) instanceof PrivateKey own) {
                    return new KeyPair(store.getCertificate(alias).getPublicKey(), own);
                }
                throw new SecurityModuleException(
                        Kind.KEY_REFUSED, file.getFileName() + " must hold a private key with its certificate");
            });
        } catch (GeneralSecurityException unusable) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED, file.getFileName() + " has no key that can be used", unusable);
        }
    }

    /** The names of the private keys in a file. */
    public static List<String> keyAliases(KeyStore store) throws GeneralSecurityException {
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                keys.add(alias);
            }
        }
        return keys;
    }

    /**
     * A file with certificates of others only.
     *
     * @throws SecurityModuleException KEY_REFUSED when the passphrase does not open it, or something else is in it
     */
    public static KeyStore certificates(Path file, char[] passphrase) throws IOException, GeneralSecurityException {
        KeyStore store = opened(file, passphrase);
        int certificates = 0;
        for (String alias : Collections.list(store.aliases())) {
            require(!store.isKeyEntry(alias), file.getFileName() + " must hold certificates of others only, no key");
            certificates += store.isCertificateEntry(alias) ? 1 : 0;
        }
        require(certificates > 0, file.getFileName() + " holds no trusted certificate");
        return store;
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

    /** The JDK opens such files with ASCII characters only. */
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
