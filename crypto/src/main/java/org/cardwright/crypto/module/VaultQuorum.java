package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.cardwright.crypto.ceremony.Quorum;
import org.cardwright.crypto.ceremony.SecretSharing;
import org.cardwright.crypto.ceremony.Share;
import org.cardwright.crypto.ceremony.ShareJoin;
import org.cardwright.crypto.ceremony.ShareSet;
import org.cardwright.crypto.key.AesKeyWrap;
import org.cardwright.crypto.key.KeyBlock;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * The secret of a vault in the hands of a quorum: so many custodians open the vault without its passphrase and give it another one.
 *
 * <p>The passphrase and the quorum lead to the same secret. Another passphrase leaves the shares as they are; so does every key that
 * comes or goes. PCI Card Production, Logical, 8.3.
 */
public final class VaultQuorum {

    private static final int SALT_BYTES = 16;

    private VaultQuorum() {}

    /**
     * Who shall get shares.
     *
     * @param home name of the home, which stands on every share
     * @param quorum how many are needed
     * @param custodians ids, one for each share
     */
    public record Order(String home, Quorum quorum, List<String> custodians) {

        /** Keeps a copy of the list. */
        public Order {
            custodians = List.copyOf(custodians);
        }
    }

    /**
     * Shares of the secret of a vault, closed by the caller.
     *
     * @param passphrase closed by the caller
     * @throws SecurityModuleException KEY_REFUSED when the passphrase is wrong, or the order contradicts itself
     */
    public static List<Share> share(Path directory, SecretBytes passphrase, Order order) {
        return Refusal.translate(() -> {
            VaultFile.Read read = VaultFile.parse(new VaultStorage(directory).read());
            try (SecretBytes secret = KeyVault.secretOf(read.file(), passphrase);
                    VaultSecret derived = new VaultSecret(secret)) {
                require(derived.fits(read.authenticated(), read.mac()), "the vault file was altered");
                return SecretSharing.split(secret, subject(order.home(), false), order.quorum(), order.custodians());
            }
        });
    }

    /** The same with a secret of nothing, to practise; such shares open no vault. */
    public static List<Share> rehearsal(Order order) {
        return Refusal.translate(() -> {
            try (SecretBytes secret = SecretBytes.adopt(KeyVault.random(KeyVault.SECRET_BYTES))) {
                return SecretSharing.split(secret, subject(order.home(), true), order.quorum(), order.custodians());
            }
        });
    }

    private static ShareSet.Subject subject(String home, boolean rehearsal) {
        return new ShareSet.Subject(ShareSet.Kind.VAULT, home, rehearsal);
    }

    /**
     * The secret that the shares give.
     *
     * @throws KeyRefusedException when they are not enough, of something else than a vault, or made to practise
     */
    static SecretBytes secretOf(ShareJoin shares) {
        SecretBytes secret = shares.secret();
        ShareSet.Subject subject = shares.set().orElseThrow().subject();
        if (subject.kind() != ShareSet.Kind.VAULT || subject.rehearsal()) {
            secret.close();
            throw new KeyRefusedException(
                    subject.rehearsal() ? "the shares were made to practise" : "the shares are not those of a vault");
        }
        return secret;
    }

    /**
     * Opens a vault by its shares and verifies every key in it.
     *
     * @param shares closed by the caller
     * @throws SecurityModuleException KEY_REFUSED when they are too few or of another vault, or the file was altered
     */
    public static KeyVault open(Path directory, ShareJoin shares) {
        return Refusal.translate(() -> {
            VaultStorage storage = new VaultStorage(directory);
            VaultFile.Read read = VaultFile.parse(storage.read());
            try (SecretBytes secret = secretOf(shares)) {
                VaultSecret derived = new VaultSecret(secret);
                if (!derived.fits(read.authenticated(), read.mac())) {
                    derived.close();
                    throw ofAnother();
                }
                return KeyVault.verified(storage, read, derived);
            }
        });
    }

    /**
     * Gives a vault another passphrase; the old one opens it no more.
     *
     * @param shares closed by the caller
     * @param passphrase closed by the caller
     * @throws SecurityModuleException KEY_REFUSED when the shares are too few or of another vault
     */
    public static void changePassphrase(Path directory, ShareJoin shares, NewPassphrase passphrase) {
        Refusal.translate(() -> {
            VaultStorage storage = new VaultStorage(directory);
            try (SecretBytes secret = secretOf(shares);
                    VaultSecret derived = new VaultSecret(secret)) {
                storage.locked(() -> {
                    VaultFile.Read read = VaultFile.parse(storage.read());
                    if (!derived.fits(read.authenticated(), read.mac())) {
                        throw ofAnother();
                    }
                    put(storage, passphrase.over(secret, read.file().keys()), derived);
                });
            }
            return directory;
        });
    }

    /** Writes a vault with its MAC. */
    static void put(VaultStorage storage, VaultFile file, VaultSecret secret) throws IOException {
        ByteString authenticated = file.authenticated();
        storage.replace(
                authenticated.plus(VaultFile.macLine(secret.mac(authenticated))).toByteArray());
    }

    private static KeyRefusedException ofAnother() {
        return new KeyRefusedException("the shares are of another vault, or its file was altered");
    }

    /**
     * A passphrase to be.
     *
     * @param passphrase closed by the caller
     * @param cost what a guess of it costs
     */
    public record NewPassphrase(SecretBytes passphrase, PassphraseCost cost) {

        /** A vault file with this passphrase over the secret. */
        VaultFile over(SecretBytes secret, List<KeyBlock> keys) {
            byte[] fresh = new byte[SALT_BYTES];
            new SecureRandom().nextBytes(fresh);
            ByteString salt = ByteString.of(fresh);
            try (SecretBytes wrapping = cost.derive(passphrase, salt)) {
                return new VaultFile(cost, salt, AesKeyWrap.KW.wrap(secret, wrapping), keys);
            }
        }
    }
}
