package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.cardwright.crypto.key.AesKeyWrap;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyBlock;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * The key store of the software module: one file of key blocks, opened with a passphrase.
 *
 * <p>The passphrase gives a key through Argon2id (RFC 9106), that key unwraps a random vault secret (RFC 3394), and from the
 * secret come the key of all key blocks and the key of the MAC over the whole file. A wrong passphrase, a changed cost, a
 * changed, removed or added line are refused before any key is used. Not found is an old file put back as a whole: the file
 * holds no memory of its successors. Safe for several threads.
 */
public final class KeyVault implements AutoCloseable {

    /** Length of the secret from which all keys of the vault come. */
    static final int SECRET_BYTES = 32;

    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final VaultStorage storage;
    private final VaultSecret secret;
    private volatile VaultFile file;
    private volatile Map<KeyName, KeyBlock> keys;

    private KeyVault(VaultStorage storage, VaultFile file, VaultSecret secret) {
        this.storage = storage;
        this.file = file;
        this.secret = secret;
        this.keys = file.byName();
    }

    /** Is there a vault in the directory? */
    public static boolean exists(Path directory) {
        return new VaultStorage(directory).exists();
    }

    /**
     * Makes an empty vault.
     *
     * @param directory made, owner-only, when it is not there
     * @param passphrase closed by the caller
     * @throws SecurityModuleException KEY_REFUSED when there is one already, UNAVAILABLE when the disk fails
     */
    public static KeyVault create(Path directory, SecretBytes passphrase, PassphraseCost cost) {
        return Refusal.translate(() -> {
            VaultStorage storage = new VaultStorage(directory);
            ByteString salt = ByteString.of(random(SALT_BYTES));
            try (SecretBytes fresh = SecretBytes.adopt(random(SECRET_BYTES));
                    SecretBytes wrapping = cost.derive(passphrase, salt)) {
                VaultFile empty = new VaultFile(cost, salt, AesKeyWrap.KW.wrap(fresh, wrapping), List.of());
                return stored(storage, new KeyVault(storage, empty, new VaultSecret(fresh)));
            }
        });
    }

    private static KeyVault stored(VaultStorage storage, KeyVault vault) throws IOException {
        try {
            storage.locked(() -> {
                require(!storage.exists(), "there is a vault already");
                storage.replace(vault.encoded(vault.file));
            });
            return vault;
        } catch (IOException | RuntimeException failed) {
            vault.close();
            throw failed;
        }
    }

    /**
     * Opens a vault and verifies every key in it.
     *
     * @param passphrase closed by the caller
     * @throws SecurityModuleException KEY_REFUSED when the passphrase is wrong or the file was altered
     */
    public static KeyVault open(Path directory, SecretBytes passphrase) {
        return Refusal.translate(() -> {
            VaultStorage storage = new VaultStorage(directory);
            VaultFile.Read read = VaultFile.parse(storage.read());
            VaultFile file = read.file();
            try (SecretBytes unwrapped = secretOf(file, passphrase)) {
                return verified(storage, read, new VaultSecret(unwrapped));
            }
        });
    }

    /** The secret under the passphrase, closed by the caller; {@link KeyRefusedException} when the passphrase is wrong. */
    static SecretBytes secretOf(VaultFile file, SecretBytes passphrase) {
        try (SecretBytes wrapping = file.cost().derive(passphrase, file.salt())) {
            return unwrapped(file, wrapping);
        }
    }

    /** A vault whose file and keys are all found right; closes the secret when they are not. */
    static KeyVault verified(VaultStorage storage, VaultFile.Read read, VaultSecret secret) {
        try {
            require(secret.fits(read.authenticated(), read.mac()), "the vault file was altered");
            KeyVault vault = new KeyVault(storage, read.file(), secret);
            vault.blocks().stream()
                    .filter(KeyBlock::holdsKey)
                    .forEach(block -> vault.open(block).close());
            return vault;
        } catch (RuntimeException refused) {
            secret.close();
            throw refused;
        }
    }

    private static SecretBytes unwrapped(VaultFile file, SecretBytes wrapping) {
        try {
            return AesKeyWrap.KW.unwrap(file.wrappedSecret(), wrapping);
        } catch (KeyRefusedException either) {
            throw new KeyRefusedException("the passphrase of the vault is wrong, or its file was altered");
        }
    }

    /** What is known of every key, by name. */
    public List<KeyAttributes> keys() {
        return blocks().stream().map(KeyBlock::attributes).toList();
    }

    /** What is known of one key. */
    public Optional<KeyAttributes> find(KeyName name) {
        return Optional.ofNullable(keys.get(name)).map(KeyBlock::attributes);
    }

    /**
     * Moves a key on in its life.
     *
     * @throws SecurityModuleException KEY_REFUSED when the key is missing or its state does not lead there
     */
    public void changeState(KeyName name, KeyState next) {
        change(name, key -> key.becoming(next));
    }

    /**
     * Takes in what another process has changed since; costs one look at the directory while nothing was.
     *
     * @throws SecurityModuleException KEY_REFUSED when the file was altered, UNAVAILABLE when it cannot be read
     */
    void refresh() {
        Refusal.translate(() -> {
            if (storage.isChanged()) {
                reread();
            }
            return file;
        });
    }

    private synchronized void reread() throws IOException {
        storage.takeIn(content -> {
            VaultFile.Read read = VaultFile.parse(content);
            require(secret.fits(read.authenticated(), read.mac()), "the vault file was altered");
            keys = read.file().byName();
            file = read.file();
        });
    }

    /** Gives a key other attributes; one that is destroyed loses its bytes. */
    synchronized void change(KeyName name, UnaryOperator<KeyAttributes> life) {
        Refusal.translate(() -> {
            KeyBlock block = block(name);
            KeyAttributes next = life.apply(block.attributes());
            if (next.state() == KeyState.DESTROYED) {
                store(List.of(KeyBlock.destroyed(next)));
                return name;
            }
            try (SecretBytes clear = open(block)) {
                store(List.of(seal(next, clear)));
            }
            return name;
        });
    }

    /**
     * Takes keys in, all or none; a key that is there already, byte for byte, is passed over.
     *
     * @throws SecurityModuleException KEY_REFUSED when another key has the name
     */
    synchronized void add(List<NewKey> newKeys) {
        Refusal.translate(() -> {
            List<KeyBlock> blocks = new ArrayList<>();
            for (NewKey key : newKeys) {
                KeyBlock present = keys.get(key.attributes().name());
                if (present == null) {
                    blocks.add(seal(key.attributes(), key.clear()));
                } else {
                    requireSame(present, key);
                }
            }
            store(blocks);
            return blocks;
        });
    }

    /** Takes a key in under a name that must be free. */
    synchronized void addNew(NewKey key) {
        Refusal.translate(() -> {
            KeyName name = key.attributes().name();
            require(!keys.containsKey(name), "there is a key " + name + " already");
            store(List.of(seal(key.attributes(), key.clear())));
            return name;
        });
    }

    private void requireSame(KeyBlock present, NewKey key) {
        try (SecretBytes clear = open(present)) {
            boolean same = clear.equals(key.clear()) && present.attributes().isSameKey(key.attributes());
            require(same, "there is another key " + present.attributes().name());
        }
    }

    /** A key block under the vault key. */
    KeyBlock seal(KeyAttributes attributes, SecretBytes clear) {
        return KeyBlock.seal(attributes, clear, secret.blockKey(), RANDOM);
    }

    /** The clear key of a block, closed by the caller; {@link KeyRefusedException} when it was altered. */
    SecretBytes open(KeyBlock block) {
        return block.open(secret.blockKey());
    }

    /** The block of a name; {@link KeyRefusedException} when there is none. */
    KeyBlock block(KeyName name) {
        KeyBlock block = keys.get(name);
        if (block == null) {
            throw new KeyRefusedException("there is no key " + name);
        }
        return block;
    }

    /** The keys over blocks and files. */
    VaultSecret secret() {
        return secret;
    }

    Collection<KeyBlock> blocks() {
        return keys.values();
    }

    private synchronized void store(List<KeyBlock> changed) throws IOException {
        if (changed.isEmpty()) {
            return;
        }
        Map<KeyName, KeyBlock> next = new TreeMap<>(keys);
        changed.forEach(block -> next.put(block.attributes().name(), block));
        require(next.size() <= VaultFile.MAX_KEYS, "the vault is full");
        VaultFile now = file;
        VaultFile nextFile = new VaultFile(now.cost(), now.salt(), now.wrappedSecret(), List.copyOf(next.values()));
        storage.locked(() -> {
            if (!Arrays.equals(storage.read(), encoded(now))) {
                throw new SecurityModuleException(
                        SecurityModuleException.Kind.UNAVAILABLE, "the vault was changed meanwhile; open it again");
            }
            storage.replace(encoded(nextFile));
        });
        file = nextFile;
        keys = nextFile.byName();
    }

    private byte[] encoded(VaultFile content) {
        ByteString authenticated = content.authenticated();
        return authenticated.plus(VaultFile.macLine(secret.mac(authenticated))).toByteArray();
    }

    static byte[] random(int bytes) {
        byte[] out = new byte[bytes];
        RANDOM.nextBytes(out);
        return out;
    }

    /** Wipes the keys of the vault; keys already opened are wiped by those who opened them. */
    @Override
    public void close() {
        secret.close();
    }
}
