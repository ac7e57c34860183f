package org.cardwright.crypto.module;

import java.time.Clock;
import org.cardwright.crypto.rsa.RsaEngine;

/**
 * The security module without a device: keys lie in a {@link KeyVault} and are open only while a batch needs them.
 *
 * <p>Custody: the operating system and the passphrase.
 */
public final class SoftwareSecurityModule extends KeyRingModule {

    private SoftwareSecurityModule(KeyRing ring) {
        super(ring, RsaEngine.fastest());
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
            KeyRing.Rules rules = new KeyRing.Rules(policy, Custody.SOFTWARE, clock);
            return new SoftwareSecurityModule(KeyRing.open(new VaultHolder(vault), rules));
        } catch (SecurityModuleException refused) {
            vault.close();
            throw refused;
        }
    }
}
