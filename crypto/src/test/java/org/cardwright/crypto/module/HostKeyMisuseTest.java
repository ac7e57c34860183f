package org.cardwright.crypto.module;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.cardwright.crypto.hostcommand.HostCommandSecurityModule;
import org.cardwright.crypto.hostcommand.HostCommandSettings;
import org.cardwright.crypto.hostcommand.HostCommandSimulator;
import org.cardwright.crypto.key.SecretBytes;
import org.junit.jupiter.api.AfterAll;

/** A payment HSM behind host commands refuses misuse, and its refusals come through as what they are. */
class HostKeyMisuseTest extends KeyMisuseSuite {

    private final Deque<AutoCloseable> behind = new ArrayDeque<>();

    @Override
    protected SecurityModule open(Path home) throws IOException {
        try (SecretBytes passphrase = TestModule.passphrase()) {
            SecurityModule software = SoftwareSecurityModule.open(
                    KeyVault.open(TestModule.copy(home), passphrase), ModulePolicy.test(TestModule.SEED));
            behind.push(software);
            HostCommandSimulator simulator = HostCommandSimulator.start(software);
            behind.push(simulator);
            return HostCommandSecurityModule.connect(HostCommandSettings.loopback(simulator.address()));
        }
    }

    @AfterAll
    void closeBehind() throws Exception {
        while (!behind.isEmpty()) {
            behind.pop().close();
        }
    }
}
