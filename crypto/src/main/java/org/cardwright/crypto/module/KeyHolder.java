package org.cardwright.crypto.module;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;

/**
 * Where keys lie: the difference between the back ends whose operations run in this process.
 *
 * <p>A holder knows attributes and lends keys; rules on purpose, direction and state are not its business. What goes wrong with a
 * key is a {@link KeyRefusedException}. Safe for several threads.
 */
interface KeyHolder extends AutoCloseable {

    /** What is known of every key, by name. */
    List<KeyAttributes> keys();

    /** What is known of one key. */
    Optional<KeyAttributes> find(KeyName name);

    /** What is known of a key; {@link KeyRefusedException} when there is none. */
    default KeyAttributes attributes(KeyName name) {
        return find(name).orElseThrow(() -> new KeyRefusedException("there is no key " + name));
    }

    /**
     * Gives a key the attributes that its life says; one that becomes DESTROYED loses its bytes, and its attributes stay.
     *
     * @param life throws {@link KeyRefusedException} when the key cannot go there
     */
    void change(KeyName name, UnaryOperator<KeyAttributes> life);

    /** Takes keys in, all or none; a key that is there already, byte for byte, is passed over. */
    void add(List<NewKey> newKeys);

    /** Takes a key in under a name that must be free. */
    void addNew(NewKey key);

    /** Which places hold the bytes of a key, whatever its state. */
    List<String> placesOf(KeyName name);

    /** Before a batch of operations or a question: takes in what other processes changed, brings back what failed if it can be had now. */
    default void refresh() {}

    /** Keys for one batch of operations. */
    OpenedKeys open();

    /** A data key bound to its attributes under a key of this holder, as text. */
    String wrap(KeyAttributes attributes, SecretBytes dataKey);

    /** Reads what {@link #wrap} wrote; the key is authenticated when it is opened. */
    WrappedDataKey read(String wrapped);

    /** A data key at rest. */
    interface WrappedDataKey {

        /** What stands beside it; not authenticated before {@link #open}. */
        KeyAttributes attributes();

        /** The clear data key, closed by the caller; {@link KeyRefusedException} when it was altered. */
        SecretBytes open();
    }

    /** Lets go of the keys. */
    @Override
    void close();
}
