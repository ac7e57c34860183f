package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.security.SecureRandom;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;

/** A security module for a rehearsal: an empty vault under a passphrase that nobody learns, gone when it is closed. */
public final class ScratchModule implements AutoCloseable {

    private final ScratchDirectory directory;
    private final SecurityModule module;

    private ScratchModule(ScratchDirectory directory, SecurityModule module) {
        this.directory = directory;
        this.module = module;
    }

    /** Makes one. */
    public static ScratchModule open() throws IOException {
        ScratchDirectory directory = ScratchDirectory.open();
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        try (SecretBytes passphrase = SecretBytes.adopt(random)) {
            KeyVault vault = KeyVault.create(directory.path().resolve("keys"), passphrase, PassphraseCost.LEAST);
            return new ScratchModule(directory, SoftwareSecurityModule.open(vault, ModulePolicy.test()));
        } catch (RuntimeException failed) {
            directory.close();
            throw failed;
        }
    }

    /** The module. */
    public SecurityModule module() {
        return module;
    }

    @Override
    public void close() throws IOException {
        module.close();
        directory.close();
    }
}
