package org.cardwright.crypto.hostcommand;

import java.time.LocalDate;
import java.util.Optional;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.KeyLife;
import org.cardwright.crypto.module.SecurityModuleException;

/** States and days of the keys of the device; none of it is sent twice. */
final class HostKeyLife implements KeyLife {

    private final HostClient client;

    HostKeyLife(HostClient client) {
        this.client = client;
    }

    @Override
    public void change(KeyName name, KeyState next) {
        client.one(InventoryCalls.CHANGE_STATE, new InventoryCalls.Change(name, next));
    }

    @Override
    public void limit(KeyName name, Cryptoperiod period) {
        client.one(InventoryCalls.LIMIT, new InventoryCalls.Limit(name, period));
    }

    /** No table has a command for it. */
    @Override
    public void own(KeyName name, Party owner, Optional<Party> recipient) {
        throw new SecurityModuleException(
                SecurityModuleException.Kind.KEY_REFUSED,
                name + ": a payment HSM tells whose its keys are; set it there");
    }

    @Override
    public void awaitDestruction(KeyName name, LocalDate notBefore) {
        client.one(InventoryCalls.AWAIT_DESTRUCTION, new InventoryCalls.End(name, notBefore));
    }

    @Override
    public void destroy(KeyName name) {
        client.one(InventoryCalls.DESTROY, name);
    }
}
