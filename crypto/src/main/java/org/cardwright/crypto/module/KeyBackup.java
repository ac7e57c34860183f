package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.crypto.ceremony.ShareJoin;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyBlock;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.formats.bytes.ByteString;

/**
 * All keys of a vault in one file that a quorum of custodians opens and nobody alone. PCI Card Production, Logical, 8.8; NIST SP 800-57
 * part 1, 8.2.2.1.
 *
 * <p>The backup key comes from the secret of the vault like the key over its blocks and differs from it, so the shares of the vault are
 * those of its backups, also of the ones made before and after the sharing.
 */
public final class KeyBackup {

    /** Largest file that is read. */
    public static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyBackup() {}

    /** How a key of the backup compares with the one of the inventory. */
    public enum Comparison {
        /** Same name, same attributes, same check value, computed again from the restored bytes. */
        GOOD,
        /** In the inventory, not in the backup. */
        MISSING,
        /** In both, but not the same. */
        DIFFERENT,
        /** In the backup, not in the inventory. */
        UNKNOWN
    }

    /**
     * One line of a drill.
     *
     * @param name of the key
     * @param comparison what was found
     */
    public record Line(KeyName name, Comparison comparison) {}

    /**
     * The backup of a vault.
     *
     * @param vault open, closed by the caller
     */
    public static byte[] of(KeyVault vault) {
        List<KeyBlock> blocks = new ArrayList<>();
        for (KeyBlock block : vault.blocks()) {
            blocks.add(moved(block, vault.secret().blockKey(), vault.secret().backupKey()));
        }
        BackupFile file = new BackupFile(blocks);
        ByteString authenticated = file.authenticated();
        return authenticated
                .plus(VaultFile.macLine(vault.secret().backupMac(authenticated)))
                .toByteArray();
    }

    /** The same key under another key; of a destroyed one only the head is there. */
    private static KeyBlock moved(KeyBlock block, SecretBytes from, SecretBytes to) {
        if (!block.holdsKey()) {
            return block;
        }
        try (SecretBytes clear = block.open(from)) {
            return KeyBlock.seal(block.attributes(), clear, to, RANDOM);
        }
    }

    /**
     * Restores a backup into a vault that is there for nothing else, and compares every key with the inventory.
     *
     * @param backup content of the file
     * @param shares closed by the caller
     * @param scratch an empty or missing directory; what is left in it is worth nothing without the shares
     * @param inventory what the keys should be
     * @return one line for each key of either side, by name
     * @throws SecurityModuleException KEY_REFUSED when the shares are too few or of another vault, or the backup was altered
     */
    public static List<Line> drill(byte[] backup, ShareJoin shares, Path scratch, List<KeyAttributes> inventory) {
        try (SecretBytes passphrase = SecretBytes.adopt(KeyVault.random(KeyVault.SECRET_BYTES))) {
            restore(backup, shares, scratch, new VaultQuorum.NewPassphrase(passphrase, PassphraseCost.LEAST));
            try (KeyVault restored = KeyVault.open(scratch, passphrase)) {
                return compared(restored, inventory);
            }
        }
    }

    private static List<Line> compared(KeyVault restored, List<KeyAttributes> inventory) {
        Map<KeyName, Comparison> lines = new TreeMap<>();
        restored.keys().forEach(key -> lines.put(key.name(), Comparison.UNKNOWN));
        for (KeyAttributes key : inventory) {
            boolean there = lines.containsKey(key.name());
            lines.put(
                    key.name(),
                    !there ? Comparison.MISSING : isSame(restored, key) ? Comparison.GOOD : Comparison.DIFFERENT);
        }
        return lines.entrySet().stream()
                .map(line -> new Line(line.getKey(), line.getValue()))
                .toList();
    }

    private static boolean isSame(KeyVault restored, KeyAttributes key) {
        KeyBlock block = restored.block(key.name());
        if (!block.holdsKey()) {
            return block.attributes().equals(key);
        }
        try (SecretBytes clear = restored.open(block)) {
            return block.attributes().equals(key)
                    && checkValue(key.algorithm(), clear).equals(key.checkValue());
        }
    }

    private static KeyCheckValue checkValue(KeyAlgorithm algorithm, SecretBytes clear) {
        if (algorithm != KeyAlgorithm.RSA) {
            return NewKey.checkValue(algorithm, clear);
        }
        try (RsaPrivateKey key = RsaPrivateKey.fromPkcs1(clear)) {
            return KeyCheckValue.ofPublicKey(
                    key.publicKey().modulus().plus(key.publicKey().exponent()));
        }
    }

    /**
     * Makes a vault of a backup. It has the secret of the old one, so its shares and backups stay good, and a passphrase of its own.
     *
     * @param backup content of the file
     * @param shares closed by the caller
     * @param directory made, owner-only, when it is not there; must hold no vault
     * @throws SecurityModuleException KEY_REFUSED when there is a vault, the shares are too few or of another vault, or the backup was
     *     altered
     */
    public static void restore(byte[] backup, ShareJoin shares, Path directory, VaultQuorum.NewPassphrase passphrase) {
        Refusal.translate(() -> {
            BackupFile.Read read = BackupFile.parse(backup);
            VaultStorage storage = new VaultStorage(directory);
            try (SecretBytes secret = VaultQuorum.secretOf(shares);
                    VaultSecret derived = new VaultSecret(secret)) {
                require(
                        derived.fitsBackup(read.authenticated(), read.mac()),
                        "the shares are of another vault, or the backup was altered");
                List<KeyBlock> blocks = new ArrayList<>();
                for (KeyBlock block : read.file().keys()) {
                    blocks.add(moved(block, derived.backupKey(), derived.blockKey()));
                }
                storage.locked(() -> {
                    require(!storage.exists(), "there is a vault already");
                    VaultQuorum.put(storage, passphrase.over(secret, blocks), derived);
                });
            }
            return directory;
        });
    }
}
