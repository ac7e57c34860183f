package org.cardwright.crypto.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.bouncycastle.openpgp.operator.PBESecretKeyDecryptor;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;

/**
 * The OpenPGP secret keys of the bureau, for files that are encrypted to it. RFC 9580, 5.5.3.
 *
 * <p>They protect files on their way and never a card, so they lie in a file of their own, under a passphrase, and not in the security
 * module. Older keys may stand beside newer ones: what was encrypted to them can still be opened.
 */
public final class OpenPgpKey {

    private static final int MOST_BYTES = 1 << 20;

    private final List<PGPKeyPair> keys;
    private final List<byte[]> fingerprints;

    private OpenPgpKey(List<PGPKeyPair> keys, List<byte[]> fingerprints) {
        this.keys = keys;
        this.fingerprints = fingerprints;
    }

    /**
     * Out of a file as {@code gpg --export-secret-keys} writes it, armoured or binary.
     *
     * @param passphrase stays the caller's
     * @throws SecurityModuleException KEY_REFUSED when the passphrase does not open it, there is none on it, or no key is in it that
     *     something could be encrypted to
     */
    public static OpenPgpKey load(Path file, SecretBytes passphrase) throws IOException {
        char[] characters = characters(passphrase);
        try {
            return opened(file, characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private static OpenPgpKey opened(Path file, char[] passphrase) throws IOException {
        List<PGPKeyPair> keys = new ArrayList<>();
        List<byte[]> fingerprints = new ArrayList<>();
        for (OpenPGPKey ring : rings(file)) {
            ring.getAllKeyIdentifiers().forEach(one -> fingerprints.add(one.getFingerprint()));
            for (PGPSecretKey secret : ring.getPGPSecretKeyRing()) {
                if (secret.getPublicKey().isEncryptionKey() && !secret.isPrivateKeyEmpty()) {
                    keys.add(opened(file, secret, passphrase));
                }
            }
        }
        require(!keys.isEmpty(), file.getFileName() + " must hold an OpenPGP secret key for encryption");
        return new OpenPgpKey(keys, fingerprints);
    }

    private static List<OpenPGPKey> rings(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES);
        }
        try {
            return new OpenPGPKeyReader(new BcOpenPGPImplementation()).parseKeys(bytes);
        } catch (IOException | RuntimeException unreadable) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED, file.getFileName() + " holds no OpenPGP secret key", unreadable);
        }
    }

    private static PGPKeyPair opened(Path file, PGPSecretKey secret, char[] passphrase) {
        require(
                secret.getS2KUsage() != SecretKeyPacket.USAGE_NONE,
                file.getFileName() + " must be under the passphrase of the home, and is under none");
        try {
            PBESecretKeyDecryptor decryptor =
                    new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider()).build(passphrase);
            return secret.extractKeyPair(decryptor);
        } catch (PGPException wrong) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED, "the passphrase does not open " + file.getFileName(), wrong);
        }
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new SecurityModuleException(Kind.KEY_REFUSED, otherwise);
        }
    }

    private static char[] characters(SecretBytes passphrase) {
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(ClearKeyAccess.open(passphrase)));
        char[] characters = new char[decoded.remaining()];
        decoded.get(characters);
        decoded.clear();
        decoded.put(new char[decoded.capacity()]);
        return characters;
    }

    /**
     * A session key that can be opened.
     *
     * @param sealed as it stands in the message
     * @param key what opens it
     */
    record Recipient(PGPPublicKeyEncryptedData sealed, PGPKeyPair key) {}

    /** The session key that is for this bureau. */
    Optional<Recipient> recipient(PGPEncryptedDataList list) {
        for (PGPEncryptedData one : list) {
            for (PGPKeyPair key : keys) {
                if (one instanceof PGPPublicKeyEncryptedData sealed
                        && sealed.getKeyIdentifier().matchesExplicit(key.getKeyIdentifier())) {
                    return Optional.of(new Recipient(sealed, key));
                }
            }
        }
        return Optional.empty();
    }

    /** True for the fingerprint of one of our keys. */
    boolean has(byte[] fingerprint) {
        return fingerprints.stream().anyMatch(own -> Arrays.equals(own, fingerprint));
    }
}
