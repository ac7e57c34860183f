package org.cardwright.crypto.module;

import java.util.function.Supplier;

/**
 * A device or a process that holds keys and works with them.
 *
 * <p>One small interface per family of operations. What is done for every card of a production takes a list and answers in its
 * order, because devices need pipelining and fast engines need lanes. What is done once for a batch or a key takes one item:
 * {@link Seals#sign}, {@link Certificates#certifyIssuerKey}, all of {@link IssuerKeys}; so do the questions of {@link WrappedSecretChecks}, each of which is
 * about one card. Instances are safe for use by several threads. Any operation throws
 * {@link SecurityModuleException} when a key is missing, in a wrong state, of a wrong purpose, or the device fails.
 */
public interface SecurityModule extends AutoCloseable {

    /** Which keys are there, with purpose, state and check value. */
    KeyInventory inventory();

    /** How keys move on in their life. */
    KeyLife keyLife();

    /** Card keys derived from issuer master keys. */
    CardKeys cardKeys();

    /** Dry runs of key diversification. */
    KeyDerivations keyDerivations();

    /** Keys that come from other parties and go to them. */
    KeyExchange keyExchange();

    /** ICC key pairs, certificates and static signatures. */
    Certificates certificates();

    /**
     * ICC key pairs that are made ahead of their cards.
     *
     * @throws SecurityModuleException KEY_REFUSED by a module that makes none ahead
     */
    default KeyPairStock keyPairStock() {
        throw new SecurityModuleException(
                SecurityModuleException.Kind.KEY_REFUSED,
                "this security module makes no key pairs ahead of their cards");
    }

    /** Issuer key pairs and what certifies them. */
    IssuerKeys issuerKeys();

    /** PIN blocks and PIN verification values. */
    Pins pins();

    /** Card verification values. */
    CardValues cardValues();

    /** Authentication codes and signatures over our own files and records. */
    Seals seals();

    /** Encryption of staged card data under one key per batch. */
    BatchKeys batchKeys();

    /** Questions about wrapped secrets, answered yes or no. */
    WrappedSecretChecks checks();

    /**
     * Application cryptograms as an issuer's host judges them.
     *
     * @throws SecurityModuleException KEY_REFUSED by a module that is for data preparation only
     */
    default OnlineAuthorisation onlineAuthorisation() {
        throw new SecurityModuleException(
                SecurityModuleException.Kind.KEY_REFUSED, "this security module judges no application cryptograms");
    }

    /**
     * Secure channels to cards.
     *
     * @throws SecurityModuleException KEY_REFUSED by a module that is for data preparation only
     */
    default CardChannels cardChannels() {
        throw new SecurityModuleException(
                SecurityModuleException.Kind.KEY_REFUSED, "this security module opens no secure channels to cards");
    }

    /**
     * Does what belongs together, such as all questions about some cards: what this thread asks meanwhile is one batch, so that a
     * module with keys in this process opens each of them once and wipes it at the end.
     */
    default <T> T inOneSession(Supplier<T> batches) {
        return batches.get();
    }

    /** How the devices behind the module do. */
    default ModuleCondition condition() {
        return ModuleCondition.IN_PROCESS;
    }

    /**
     * How long clear keys or clear secrets of cards have stood in the memory of this process, in nanoseconds, added over all
     * calls and threads; 0 for a device that never lets them out. PCI Card Production, Logical, 4.2: decrypted only for the
     * shortest time that the work needs.
     */
    long clearNanos();

    /** Wipes what the process holds of the keys. */
    @Override
    void close();
}
