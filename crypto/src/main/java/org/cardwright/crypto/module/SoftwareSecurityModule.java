package org.cardwright.crypto.module;

import java.time.Clock;
import org.cardwright.crypto.rsa.RsaEngine;

/**
 * The security module without a device: keys lie in a {@link KeyVault} and are open only while a batch needs them.
 *
 * <p>Every operation checks purpose, direction and state of its keys first, opens each key once for the batch, and wipes all of
 * them at its end. Safe for several threads. Custody: the operating system and the passphrase.
 */
public final class SoftwareSecurityModule implements SecurityModule {

    private final KeyRing ring;
    private final KeyInventory inventory;
    private final KeyLife keyLife;
    private final CardKeys cardKeys;
    private final KeyDerivations keyDerivations;
    private final KeyExchange keyExchange;
    private final Certificates certificates;
    private final IssuerKeys issuerKeys;
    private final Pins pins;
    private final CardValues cardValues;
    private final Seals seals;
    private final BatchKeys batchKeys;
    private final WrappedSecretChecks checks;

    private SoftwareSecurityModule(KeyRing ring, RsaEngine arithmetic) {
        this.ring = ring;
        this.inventory = new SoftInventory(ring);
        this.keyLife = new SoftKeyLife(ring);
        this.cardKeys = new SoftCardKeys(ring);
        this.keyDerivations = new SoftKeyDerivations(ring);
        this.keyExchange = new SoftKeyExchange(ring);
        this.certificates = new SoftCertificates(ring, arithmetic);
        this.issuerKeys = new SoftIssuerKeys(ring, arithmetic);
        this.pins = new SoftPins(ring);
        this.cardValues = new SoftCardValues(ring);
        this.seals = new SoftSeals(ring);
        this.batchKeys = new SoftBatchKeys(ring);
        this.checks = new SoftChecks(ring);
    }

    /** The same by the clock of the system. */
    public static SoftwareSecurityModule open(KeyVault vault, ModulePolicy policy) {
        return open(vault, policy, Clock.systemUTC());
    }

    /**
     * A module over an open vault, which it takes over and closes, also when it refuses it.
     *
     * @param clock for the days of keys, looked at in UTC
     * @throws SecurityModuleException KEY_REFUSED when the vault holds a published test key and the policy is production, or
     *     the test seed of the policy is missing
     */
    public static SoftwareSecurityModule open(KeyVault vault, ModulePolicy policy, Clock clock) {
        try {
            return new SoftwareSecurityModule(KeyRing.open(new VaultHolder(vault), policy, clock), RsaEngine.scalar());
        } catch (SecurityModuleException refused) {
            vault.close();
            throw refused;
        }
    }

    @Override
    public KeyInventory inventory() {
        return inventory;
    }

    @Override
    public KeyLife keyLife() {
        return keyLife;
    }

    @Override
    public CardKeys cardKeys() {
        return cardKeys;
    }

    @Override
    public KeyDerivations keyDerivations() {
        return keyDerivations;
    }

    @Override
    public KeyExchange keyExchange() {
        return keyExchange;
    }

    @Override
    public Certificates certificates() {
        return certificates;
    }

    @Override
    public IssuerKeys issuerKeys() {
        return issuerKeys;
    }

    @Override
    public Pins pins() {
        return pins;
    }

    @Override
    public CardValues cardValues() {
        return cardValues;
    }

    @Override
    public Seals seals() {
        return seals;
    }

    @Override
    public BatchKeys batchKeys() {
        return batchKeys;
    }

    @Override
    public WrappedSecretChecks checks() {
        return checks;
    }

    @Override
    public long clearNanos() {
        return ring.clearNanos();
    }

    /** Waits for running batches, then wipes the keys. */
    @Override
    public void close() {
        ring.close();
    }
}
