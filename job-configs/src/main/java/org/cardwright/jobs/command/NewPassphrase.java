package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.cardwright.crypto.ceremony.SealedShare;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;

/** A new passphrase of a vault, from a file or typed twice. */
final class NewPassphrase {

    private NewPassphrase() {}

    /** At least 12 characters; closed by the caller. */
    static SecretBytes of(@Nullable Path file) throws IOException {
        SecretBytes passphrase = file == null ? typed() : read(file);
        if (passphrase.size() < SealedShare.MIN_PASSPHRASE) {
            passphrase.close();
            throw new WrongUsageException("a passphrase has at least " + SealedShare.MIN_PASSPHRASE + " characters");
        }
        return passphrase;
    }

    private static SecretBytes read(Path file) throws IOException {
        OwnerOnly.requireFile(file);
        return VaultPassphrase.read(file);
    }

    private static SecretBytes typed() {
        char[] once = Terminal.askSecret("New passphrase of the vault");
        char[] again = Terminal.askSecret("The same again");
        try {
            if (!Arrays.equals(once, again)) {
                throw new WrongUsageException("the new passphrase was typed in two ways; nothing was changed");
            }
            return SecretBytes.ofPassphrase(once);
        } finally {
            Arrays.fill(once, '\0');
            Arrays.fill(again, '\0');
        }
    }
}
