package org.cardwright.crypto.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.cardwright.crypto.hostcommand.HostCommandSecurityModule;
import org.cardwright.crypto.hostcommand.HostCommandSettings;
import org.cardwright.crypto.hostcommand.HostCommandSimulator;
import org.cardwright.sample.SoftHsmTokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The back ends that one suite of tests holds to the same answers, all with the published test keys. */
enum Backend {
    /** Keys in a vault. */
    SOFTWARE {
        @Override
        SecurityModule open() {
            return TestModule.open();
        }
    },
    /** Keys on a token of SoftHSM; skips where that is missing. */
    PKCS11 {
        @Override
        SecurityModule open() throws IOException {
            SoftHsmTokens.missing().ifPresent(Assumptions::abort);
            return TestTokenModule.open(Custody.TRANSIT);
        }
    },
    /** A payment HSM behind host commands, simulated over the loopback with a vault behind it. */
    HOST_COMMANDS {
        @Override
        SecurityModule open() throws IOException {
            SecurityModule software = closedLater(TestModule.open());
            HostCommandSimulator simulator = closedLater(HostCommandSimulator.start(software));
            return HostCommandSecurityModule.connect(HostCommandSettings.loopback(simulator.address()));
        }
    };

    private @Nullable SecurityModule opened;
    private final Deque<AutoCloseable> behind = new ArrayDeque<>();

    abstract SecurityModule open() throws IOException;

    /** Opened once for all tests of a class; one library of tokens is there at a time in a process. */
    final synchronized SecurityModule module() {
        try {
            SecurityModule module = opened;
            if (module == null) {
                module = open();
                opened = module;
            }
            return module;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What stands behind the module and outlives it. */
    final <T extends AutoCloseable> T closedLater(T resource) {
        behind.push(resource);
        return resource;
    }

    final synchronized void close() throws Exception {
        if (opened != null) {
            opened.close();
            opened = null;
        }
        while (!behind.isEmpty()) {
            behind.pop().close();
        }
    }
}
