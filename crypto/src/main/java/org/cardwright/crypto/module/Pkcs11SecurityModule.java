package org.cardwright.crypto.module;

import java.time.Clock;
import org.cardwright.crypto.rsa.RsaEngine;

/**
 * The security module over PKCS #11 tokens: keys stand on every token of a {@link TokenVault} and never leave them.
 *
 * <p>What PKCS #11 has no words for (card keys in one cryptogram, PIN blocks of another format, the parts of a key pair) passes
 * through this process under {@link Custody#TRANSIT} and is refused under {@link Custody#STRICT}, but for card keys where the
 * tokens can derive and wrap them inside. Custody of the keys: the tokens.
 */
public final class Pkcs11SecurityModule extends KeyRingModule {

    private final ModuleCondition condition;

    private Pkcs11SecurityModule(TokenVault vault, KeyRing.Rules rules) {
        super(KeyRing.open(new TokenHolder(vault), rules), RsaEngine.fastest());
        this.condition = new TokenCondition(vault.tokens(), rules.custody());
    }

    /** The same by the clock of the system. */
    public static Pkcs11SecurityModule open(TokenVault vault, ModulePolicy policy, Custody custody) {
        return open(vault, new KeyRing.Rules(policy, custody, Clock.systemUTC()));
    }

    /**
     * A module over the keys of tokens, which it takes over and closes, also when it refuses them.
     *
     * @param custody TRANSIT or STRICT
     * @param clock for the days of keys, looked at in UTC
     * @throws SecurityModuleException KEY_REFUSED when a published test key is there and the policy is production, or the test seed
     *     of the policy is missing
     */
    public static Pkcs11SecurityModule open(TokenVault vault, ModulePolicy policy, Custody custody, Clock clock) {
        return open(vault, new KeyRing.Rules(policy, custody, clock));
    }

    private static Pkcs11SecurityModule open(TokenVault vault, KeyRing.Rules rules) {
        if (rules.custody() != Custody.TRANSIT && rules.custody() != Custody.STRICT) {
            throw new IllegalArgumentException("keys on tokens are under custody TRANSIT or STRICT");
        }
        try {
            return new Pkcs11SecurityModule(vault, rules);
        } catch (SecurityModuleException refused) {
            vault.close();
            throw refused;
        }
    }

    @Override
    public ModuleCondition condition() {
        return condition;
    }
}
