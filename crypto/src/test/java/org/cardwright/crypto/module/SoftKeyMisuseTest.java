package org.cardwright.crypto.module;

import java.io.IOException;
import java.nio.file.Path;
import org.cardwright.crypto.key.SecretBytes;

/** The software security module refuses misuse. */
class SoftKeyMisuseTest extends KeyMisuseSuite {

    @Override
    protected SecurityModule open(Path home) throws IOException {
        try (SecretBytes passphrase = TestModule.passphrase()) {
            return SoftwareSecurityModule.open(
                    KeyVault.open(TestModule.copy(home), passphrase), ModulePolicy.test(TestModule.SEED));
        }
    }
}
