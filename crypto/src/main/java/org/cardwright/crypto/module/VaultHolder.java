package org.cardwright.crypto.module;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyBlock;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;

/**
 * Keys in a vault: clear in this process while a batch of operations uses them.
 *
 * <p>The vault file is looked at before every batch of operations, so that what one process decides about a key holds in all that run.
 */
record VaultHolder(KeyVault vault) implements KeyHolder {

    @Override
    public void refresh() {
        vault.refresh();
    }

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
        boolean held = vault.find(name).isPresent() && vault.block(name).holdsKey();
        return held ? List.of("the vault") : List.of();
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
    public OpenedKeys open() {
        return new OpenedVaultKeys(vault);
    }

    @Override
    public String wrap(KeyAttributes attributes, SecretBytes dataKey) {
        return vault.seal(attributes, dataKey).text();
    }

    @Override
    public WrappedDataKey read(String wrapped) {
        return new Wrapped(vault, KeyBlock.parse(wrapped));
    }

    private record Wrapped(KeyVault vault, KeyBlock block) implements WrappedDataKey {

        @Override
        public KeyAttributes attributes() {
            return block.attributes();
        }

        @Override
        public SecretBytes open() {
            return vault.open(block);
        }
    }

    @Override
    public void close() {
        vault.close();
    }
}
