package org.cardwright.crypto.module;

import java.util.function.Supplier;
import org.cardwright.crypto.rsa.RsaEngine;

/**
 * A security module whose operations run in this process, over keys of a holder: a vault, or tokens.
 *
 * <p>Every operation checks purpose, direction and state of its keys first, opens each key once for the batch, and closes all of
 * them at its end. Safe for several threads.
 */
abstract class KeyRingModule implements SecurityModule {

    private final KeyRing ring;
    private final KeyInventory inventory;
    private final KeyLife keyLife;
    private final CardKeys cardKeys;
    private final KeyDerivations keyDerivations;
    private final KeyExchange keyExchange;
    private final Certificates certificates;
    private final KeyPairStock keyPairStock;
    private final IssuerKeys issuerKeys;
    private final Pins pins;
    private final CardValues cardValues;
    private final Seals seals;
    private final BatchKeys batchKeys;
    private final WrappedSecretChecks checks;
    private final OnlineAuthorisation onlineAuthorisation;
    private final CardChannels cardChannels;

    KeyRingModule(KeyRing ring, RsaEngine arithmetic) {
        this.ring = ring;
        this.inventory = new SoftInventory(ring);
        this.keyLife = new SoftKeyLife(ring);
        this.cardKeys = new SoftCardKeys(ring);
        this.keyDerivations = new SoftKeyDerivations(ring);
        this.keyExchange = new SoftKeyExchange(ring);
        this.certificates = new SoftCertificates(ring, arithmetic);
        this.keyPairStock = new SoftKeyPairStock(ring, arithmetic);
        this.issuerKeys = new SoftIssuerKeys(ring, arithmetic);
        this.pins = new SoftPins(ring);
        this.cardValues = new SoftCardValues(ring);
        this.seals = new SoftSeals(ring);
        this.batchKeys = new SoftBatchKeys(ring);
        this.checks = new SoftChecks(ring);
        this.onlineAuthorisation = new SoftOnlineAuthorisation(ring);
        this.cardChannels = new SoftCardChannels(ring);
    }

    @Override
    public final <T> T inOneSession(Supplier<T> batches) {
        return ring.inOneSession(batches);
    }

    @Override
    public final KeyInventory inventory() {
        return inventory;
    }

    @Override
    public final KeyLife keyLife() {
        return keyLife;
    }

    @Override
    public final CardKeys cardKeys() {
        return cardKeys;
    }

    @Override
    public final KeyDerivations keyDerivations() {
        return keyDerivations;
    }

    @Override
    public final KeyExchange keyExchange() {
        return keyExchange;
    }

    @Override
    public final Certificates certificates() {
        return certificates;
    }

    @Override
    public final KeyPairStock keyPairStock() {
        return keyPairStock;
    }

    @Override
    public final IssuerKeys issuerKeys() {
        return issuerKeys;
    }

    @Override
    public final Pins pins() {
        return pins;
    }

    @Override
    public final CardValues cardValues() {
        return cardValues;
    }

    @Override
    public final Seals seals() {
        return seals;
    }

    @Override
    public final BatchKeys batchKeys() {
        return batchKeys;
    }

    @Override
    public final WrappedSecretChecks checks() {
        return checks;
    }

    @Override
    public final OnlineAuthorisation onlineAuthorisation() {
        return onlineAuthorisation;
    }

    @Override
    public final CardChannels cardChannels() {
        return cardChannels;
    }

    @Override
    public final long clearNanos() {
        return ring.clearNanos();
    }

    /** Waits for running batches, then wipes the keys. */
    @Override
    public final void close() {
        ring.close();
    }
}
