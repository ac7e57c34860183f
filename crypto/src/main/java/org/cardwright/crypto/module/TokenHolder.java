package org.cardwright.crypto.module;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyBlock;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;

/** Keys on tokens: never clear in this process once they are there. */
record TokenHolder(TokenVault vault) implements KeyHolder {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public List<KeyAttributes> keys() {
        return vault.keys();
    }

    @Override
    public Optional<KeyAttributes> find(KeyName name) {
        return vault.find(name);
    }

    @Override
    public List<String> placesOf(KeyName name) {
        return vault.placesOf(name);
    }

    @Override
    public void change(KeyName name, UnaryOperator<KeyAttributes> life) {
        vault.change(name, life);
    }

    @Override
    public void add(List<NewKey> newKeys) {
        vault.add(newKeys);
    }

    @Override
    public void addNew(NewKey key) {
        vault.addNew(key);
    }

    @Override
    public void refresh() {
        vault.refresh();
    }

    @Override
    public OpenedKeys open() {
        return new OpenedTokenKeys(vault.tokens());
    }

    @Override
    public String wrap(KeyAttributes attributes, SecretBytes dataKey) {
        try (KeyCipher protection = vault.dataKeyProtection()) {
            return KeyBlock.seal(attributes, dataKey, protection, RANDOM).text();
        }
    }

    @Override
    public WrappedDataKey read(String wrapped) {
        return new Wrapped(vault, KeyBlock.parse(wrapped));
    }

    private record Wrapped(TokenVault vault, KeyBlock block) implements WrappedDataKey {

        @Override
        public KeyAttributes attributes() {
            return block.attributes();
        }

        @Override
        public SecretBytes open() {
            try (KeyCipher protection = vault.dataKeyProtection()) {
                return block.open(protection);
            }
        }
    }

    @Override
    public void close() {
        vault.close();
    }
}
