package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.pkcs11.TokenGroup;
import org.cardwright.crypto.pkcs11.TokenKeyName;
import org.cardwright.crypto.pkcs11.TokenKeyTemplate;
import org.cardwright.crypto.pkcs11.TokenKeyType;
import org.cardwright.crypto.pkcs11.TokenKeyUse;
import org.cardwright.formats.bytes.ByteString;

/**
 * The keys of a group of PKCS #11 tokens, with a register of what they are.
 *
 * <p>The register is a file of attributes under the MAC of a key on the tokens, so that it can be neither changed without them nor used
 * with others. Every key stands on every token of the group. Not found is an old register put back as a whole. Safe for several
 * threads.
 */
public final class TokenVault implements AutoCloseable {

    private static final String FILE = "tokens.register";
    private static final int KEY_BYTES = 32;
    private static final Duration RECOVERY_PAUSE = Duration.ofSeconds(30);
    private static final TokenKeyName REGISTER_KEY = TokenKeyName.of("cardwright.register-mac");
    private static final TokenKeyName DATA_KEY = TokenKeyName.of("cardwright.data-key-wrap");

    private final VaultStorage storage;
    private final TokenGroup tokens;
    private final KeysOnTokens onTokens;
    private final TokenRecovery recovery;
    private volatile TokenRegister register;
    private volatile Map<KeyName, KeyAttributes> keys;

    private TokenVault(VaultStorage storage, TokenGroup tokens, TokenRegister register) {
        this.storage = storage;
        this.tokens = tokens;
        this.onTokens = new KeysOnTokens(tokens);
        this.recovery = new TokenRecovery(tokens, RECOVERY_PAUSE);
        this.register = register;
        this.keys = register.byName();
    }

    /** Is there a register in the directory? */
    public static boolean exists(Path directory) {
        return storage(directory).exists();
    }

    /**
     * Makes an empty register, and its keys on every token.
     *
     * @param directory made, owner-only, when it is not there
     * @param tokens all of them must be there; taken over and closed, also when they are refused
     * @throws SecurityModuleException KEY_REFUSED when there is a register already, here or on a token, UNAVAILABLE when a token or the
     *     disk fails
     */
    public static TokenVault create(Path directory, TokenGroup tokens) {
        return closedWhenRefused(tokens, () -> {
            VaultStorage storage = storage(directory);
            TokenVault vault = new TokenVault(storage, tokens, new TokenRegister(List.of()));
            storage.locked(() -> {
                require(!storage.exists(), "there is a register of tokens already");
                createOnEach(tokens, REGISTER_KEY, TokenKeyType.GENERIC_SECRET, TokenKeyUse.SIGN);
                createOnEach(tokens, DATA_KEY, TokenKeyType.AES, TokenKeyUse.ENCRYPT, TokenKeyUse.SIGN);
                storage.replace(vault.encoded(vault.register));
            });
            return vault;
        });
    }

    /** The same key on every token, so it is made here from the randomness of the first one, and wiped. */
    private static void createOnEach(TokenGroup tokens, TokenKeyName name, TokenKeyType type, TokenKeyUse... uses) {
        TokenKeyTemplate template = TokenKeyTemplate.lasting(name, type, KEY_BYTES, uses);
        try (SecretBytes fresh = SecretBytes.adopt(tokens.run(token -> token.random(KEY_BYTES)))) {
            tokens.onEach(token -> token.create(template, fresh));
        }
    }

    /**
     * Opens a register and verifies it with the tokens.
     *
     * @param tokens one of them must be there; taken over and closed, also when they are refused
     * @throws SecurityModuleException KEY_REFUSED when the register was altered or belongs to other tokens
     */
    public static TokenVault open(Path directory, TokenGroup tokens) {
        return closedWhenRefused(tokens, () -> {
            TokenVault vault = new TokenVault(storage(directory), tokens, new TokenRegister(List.of()));
            vault.reread();
            return vault;
        });
    }

    private static VaultStorage storage(Path directory) {
        return new VaultStorage(directory, FILE);
    }

    private static TokenVault closedWhenRefused(TokenGroup tokens, Refusal.Work<TokenVault> work) {
        try {
            return Refusal.translate(work);
        } catch (RuntimeException refused) {
            tokens.close();
            throw refused;
        }
    }

    /**
     * Tries to bring back tokens that failed, and takes in what another process has changed in the register; costs one look at the
     * directory while nothing was.
     */
    void refresh() {
        recovery.attempt();
        Refusal.translate(() -> {
            if (storage.isChanged()) {
                reread();
            }
            return register;
        });
    }

    private synchronized void reread() throws IOException {
        storage.takeIn(content -> {
            TokenRegister.Read read = TokenRegister.parse(content);
            byte[] expected = mac(read.authenticated()).toByteArray();
            require(
                    MessageDigest.isEqual(expected, read.mac().toByteArray()),
                    "the register of the tokens was altered, or belongs to other tokens");
            keys = read.register().byName();
            register = read.register();
        });
    }

    /** The tokens. */
    TokenGroup tokens() {
        return tokens;
    }

    /** What is known of every key, by name. */
    public List<KeyAttributes> keys() {
        return List.copyOf(keys.values());
    }

    /** What is known of one key. */
    public Optional<KeyAttributes> find(KeyName name) {
        return Optional.ofNullable(keys.get(name));
    }

    /** Which tokens hold the key, or a part of it; all of them are asked. */
    List<String> placesOf(KeyName name) {
        return onTokens.placesOf(name);
    }

    /** Gives a key the attributes that its life says; one that becomes DESTROYED is deleted on every token. */
    synchronized void change(KeyName name, UnaryOperator<KeyAttributes> life) {
        Refusal.translate(() -> {
            KeyAttributes key = find(name).orElseThrow(() -> new KeyRefusedException("there is no key " + name));
            KeyAttributes next = life.apply(key);
            store(List.of(next), () -> {
                if (next.state() == KeyState.DESTROYED) {
                    onTokens.delete(key.name());
                }
            });
            return name;
        });
    }

    /** Takes keys in, all or none; a key that is there already is passed over. */
    synchronized void add(List<NewKey> newKeys) {
        Refusal.translate(() -> {
            List<NewKey> missing = new ArrayList<>();
            for (NewKey key : newKeys) {
                KeyAttributes present = keys.get(key.attributes().name());
                if (present == null) {
                    missing.add(key);
                } else {
                    require(present.isSameKey(key.attributes()), "there is another key " + present.name());
                }
            }
            store(missing.stream().map(NewKey::attributes).toList(), () -> onTokens.create(missing));
            return missing;
        });
    }

    /** Takes a key in under a name that must be free. */
    synchronized void addNew(NewKey key) {
        Refusal.translate(() -> {
            KeyName name = key.attributes().name();
            require(!keys.containsKey(name), "there is a key " + name + " already");
            store(List.of(key.attributes()), () -> onTokens.create(List.of(key)));
            return name;
        });
    }

    /** A change of the tokens that goes before the register. */
    @FunctionalInterface
    private interface OnTokens {
        void apply();
    }

    private void store(List<KeyAttributes> changed, OnTokens first) throws IOException {
        if (changed.isEmpty()) {
            return;
        }
        Map<KeyName, KeyAttributes> next = new TreeMap<>(keys);
        changed.forEach(key -> next.put(key.name(), key));
        require(next.size() <= VaultFile.MAX_KEYS, "the register is full");
        TokenRegister now = register;
        TokenRegister nextRegister = new TokenRegister(List.copyOf(next.values()));
        storage.locked(() -> {
            if (!Arrays.equals(storage.read(), encoded(now))) {
                throw new SecurityModuleException(
                        SecurityModuleException.Kind.UNAVAILABLE,
                        "the register of the tokens was changed meanwhile; open it again");
            }
            first.apply();
            storage.replace(encoded(nextRegister));
        });
        register = nextRegister;
        keys = nextRegister.byName();
    }

    private byte[] encoded(TokenRegister content) {
        ByteString authenticated = content.authenticated();
        return content.withMac(KeptCodes.agreed(() -> mac(authenticated))).toByteArray();
    }

    private ByteString mac(ByteString authenticated) {
        return ByteString.of(tokens.run(token -> token.hmac(token.find(REGISTER_KEY), authenticated.toByteArray())));
    }

    /** Protects the key blocks of data keys. */
    TokenKeyCipher dataKeyProtection() {
        return new TokenKeyCipher(tokens, DATA_KEY, KeyAlgorithm.AES, KEY_BYTES);
    }

    /** Lets go of the tokens. */
    @Override
    public void close() {
        tokens.close();
    }
}
