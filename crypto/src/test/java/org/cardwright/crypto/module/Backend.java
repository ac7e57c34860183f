package org.cardwright.crypto.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.cardwright.crypto.hostcommand.HostCommandSecurityModule;
import org.cardwright.crypto.hostcommand.HostCommandServer;
import org.cardwright.crypto.hostcommand.HostCommandSettings;
import org.cardwright.crypto.hostcommand.HostCommandTable;
import org.cardwright.crypto.hostcommand.TlsIdentity;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.sample.SoftHsmTokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The back ends that one suite of tests holds to the same answers, all with the same {@link ContractKeys} on the same day. */
enum Backend {
    /** Keys in a vault. */
    SOFTWARE {
        @Override
        SecurityModule open(MovingClock clock) throws IOException {
            return software(clock);
        }

        @Override
        boolean takesComponents() {
            return true;
        }

        @Override
        boolean lendsKeysClear() {
            return true;
        }

        @Override
        String place() {
            return "the vault";
        }
    },
    /** Keys on a token of SoftHSM; skips where that is missing. */
    PKCS11 {
        @Override
        SecurityModule open(MovingClock clock) throws IOException {
            SoftHsmTokens.missing().ifPresent(Assumptions::abort);
            TokenVault vault = TestTokenModule.vault();
            ContractKeys.addTo(new TokenHolder(vault));
            return Pkcs11SecurityModule.open(vault, ModulePolicy.test(TestModule.SEED), Custody.TRANSIT, clock);
        }

        @Override
        boolean takesComponents() {
            return true;
        }

        @Override
        boolean lendsKeysClear() {
            return false;
        }

        @Override
        String place() {
            return "token contract";
        }
    },
    /** A vault in a process that others ask with host commands, as they ask a payment HSM, over TLS with certificates on both sides. */
    HOST_COMMANDS {
        @Override
        SecurityModule open(MovingClock clock) throws IOException {
            SecurityModule software = closedLater(software(clock));
            TlsIdentity here = TlsIdentity.of("bureau");
            TlsIdentity there = TlsIdentity.of("localhost");
            HostCommandServer server = closedLater(HostCommandServer.start(
                    software,
                    context(there, here).getServerSocketFactory(),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
            return HostCommandSecurityModule.connect(new HostCommandSettings(
                    List.of(new InetSocketAddress("localhost", server.address().getPort())),
                    Optional.of(context(here, there).getSocketFactory()),
                    HostCommandTable.standard(),
                    HostCommandSettings.Limits.USUAL));
        }

        @Override
        boolean takesComponents() {
            return false;
        }

        @Override
        boolean lendsKeysClear() {
            return true;
        }

        @Override
        String place() {
            return "";
        }
    };

    static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 22);

    private @Nullable SecurityModule opened;
    private @Nullable MovingClock clock;
    private final Deque<AutoCloseable> behind = new ArrayDeque<>();

    abstract SecurityModule open(MovingClock clock) throws IOException;

    /** May components be entered through it? A payment HSM has a keyboard of its own. */
    abstract boolean takesComponents();

    /** Are there methods that need the bytes of a key and get them, inside? Tokens let no key out. */
    abstract boolean lendsKeysClear();

    /** Where it says that the bytes of a key stand; empty when it says nothing. */
    abstract String place();

    private static SoftwareSecurityModule software(MovingClock clock) throws IOException {
        Path directory = TestModule.copy(Files.createTempDirectory("cardwright-contract-"));
        try (SecretBytes passphrase = TestModule.passphrase()) {
            KeyVault vault = KeyVault.open(directory, passphrase);
            ContractKeys.addTo(new VaultHolder(vault));
            return SoftwareSecurityModule.open(vault, ModulePolicy.test(TestModule.SEED), clock);
        }
    }

    /** Opened once for all tests of a class; one library of tokens is there at a time in a process. */
    final synchronized SecurityModule module() {
        try {
            SecurityModule module = opened;
            if (module == null) {
                MovingClock moving = new MovingClock(FIRST_DAY);
                module = open(moving);
                clock = moving;
                opened = module;
            }
            return module;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The clock of the opened module. */
    final synchronized MovingClock clock() {
        return Objects.requireNonNull(clock, "opened");
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
            clock = null;
        }
        while (!behind.isEmpty()) {
            behind.pop().close();
        }
    }

    private static SSLContext context(TlsIdentity own, TlsIdentity other) {
        try {
            return own.believing(other);
        } catch (Exception unmade) {
            throw new IllegalStateException(unmade);
        }
    }
}
