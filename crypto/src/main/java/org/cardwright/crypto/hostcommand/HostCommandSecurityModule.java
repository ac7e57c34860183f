package org.cardwright.crypto.hostcommand;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.module.BatchKeys;
import org.cardwright.crypto.module.CardKeys;
import org.cardwright.crypto.module.CardValues;
import org.cardwright.crypto.module.Certificates;
import org.cardwright.crypto.module.IssuerKeys;
import org.cardwright.crypto.module.KeyDerivations;
import org.cardwright.crypto.module.KeyExchange;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyLife;
import org.cardwright.crypto.module.KeyPairStock;
import org.cardwright.crypto.module.ModuleCondition;
import org.cardwright.crypto.module.Pins;
import org.cardwright.crypto.module.Seals;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.WrappedSecretChecks;

/**
 * Payment HSMs over the network as one security module: commands of a table, several hosts, every answer checked before use.
 *
 * <p>No clear key passes this process. What may be repeated after a lost answer is repeated with another host; key generation, import
 * and changes of state are not, and end in UNAVAILABLE. Safe for several threads. docs/host-commands.md.
 */
public final class HostCommandSecurityModule implements SecurityModule {

    private final HostClient client;
    private final HostInventory inventory;
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

    private HostCommandSecurityModule(HostClient client) {
        this.client = client;
        this.inventory = new HostInventory(client);
        this.keyLife = new HostKeyLife(client);
        this.cardKeys = new HostCardKeys(client);
        this.keyDerivations = new HostKeyDerivations(client);
        this.keyExchange = new HostKeyExchange(client);
        HostCertificates checkedCertificates = new HostCertificates(client, inventory);
        this.certificates = checkedCertificates;
        this.keyPairStock = new HostKeyPairStock(client, checkedCertificates);
        this.issuerKeys = new HostIssuerKeys(client, inventory);
        this.pins = new HostPins(client, inventory);
        this.cardValues = new HostCardValues(client);
        this.seals = new HostSeals(client, inventory);
        this.batchKeys = new HostBatchKeys(client);
        this.checks = new HostChecks(client);
    }

    /** A module over these hosts. Nothing is sent before it is needed; {@link #status()} asks all of them. */
    public static HostCommandSecurityModule connect(HostCommandSettings settings) {
        return connect(settings, Clock.systemUTC());
    }

    /** The same by a clock, which says since when a host works or does not. */
    public static HostCommandSecurityModule connect(HostCommandSettings settings, Clock clock) {
        return new HostCommandSecurityModule(new HostClient(new HostCluster(settings, clock)));
    }

    /** Asks every host for its status; one that fails is put aside, one that answers is used again. */
    public List<HostStatus> status() {
        List<HostStatus> all = new ArrayList<>();
        for (HostPool pool : client.cluster().pools()) {
            all.add(HostStatus.of(client, pool));
        }
        return all;
    }

    /**
     * Asks every host that answers whether it holds the same keys as the others; from now on, one that was put aside is asked again before
     * it is used. Does nothing when their table has no command for it.
     *
     * @return the keys; none when they cannot be listed
     * @throws org.cardwright.crypto.module.SecurityModuleException KEY_REFUSED when two do not
     */
    public List<KeyInventory.KeyDescription> requireSameKeys() {
        return client.cluster().requireSameKeys();
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
    public KeyPairStock keyPairStock() {
        return keyPairStock;
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
    public ModuleCondition condition() {
        return new HostCondition(client);
    }

    /** Always 0: clear keys stay in the device. */
    @Override
    public long clearNanos() {
        return 0;
    }

    /** Closes all connections. */
    @Override
    public void close() {
        client.close();
    }
}
