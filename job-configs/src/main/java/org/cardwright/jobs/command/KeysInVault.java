package org.cardwright.jobs.command;

import java.io.IOException;
import org.cardwright.crypto.module.Custody;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** What is done with the file of a vault cannot be done with keys in a device. */
final class KeysInVault {

    private KeysInVault() {}

    /**
     * The home, if its keys lie in a vault.
     *
     * @throws WrongUsageException when they are in a device
     */
    static HomeDirectory required(HomeDirectory home) throws IOException {
        if (home.settings().module().custody() != Custody.SOFTWARE) {
            throw new WrongUsageException(
                    "the keys of this home are in a device, not in a vault: they are shared, backed up and"
                            + " restored with the means of its vendor");
        }
        return home;
    }
}
