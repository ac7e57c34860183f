package org.cardwright.jobs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.hostcommand.HostCommandSecurityModule;
import org.cardwright.crypto.hostcommand.HostCommandSettings;
import org.cardwright.crypto.hostcommand.HostCommandSimulator;
import org.cardwright.crypto.hostcommand.HostCommandTable;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.sample.SoftHsmTokens;

/** The security modules that are measured, all with the published test keys. */
public enum BackEnd {
    /** The vault. */
    SOFTWARE {
        @Override
        Opened open(Path root) throws IOException {
            OpenedHome home = openHome(root, OpenedHome.publishedTestPassphrase());
            return new Opened(home.module(), home);
        }
    },
    /** Two tokens of SoftHSM under custody TRANSIT. */
    PKCS11 {
        @Override
        Opened open(Path root) throws IOException {
            SoftHsmTokens tokens = SoftHsmTokens.in(root.resolve("hsm"), "bench1", "bench2");
            Files.writeString(
                    HomeDirectory.open(root.resolve("home")).config("cardwright.properties"),
                    "\nsecurity-module = pkcs11\npkcs11.library = " + SoftHsmTokens.library()
                            + "\npkcs11.tokens = bench1, bench2\ncustody = transit\n",
                    StandardOpenOption.APPEND);
            OpenedHome home = openHome(root, SecretBytes.ofPassphrase(SoftHsmTokens.PIN.toCharArray()));
            return new Opened(home.module(), () -> {
                home.close();
                tokens.close();
            });
        }
    },
    /** Two simulated payment HSMs over the vault, on the loopback, without TLS. */
    HOST_COMMANDS {
        @Override
        Opened open(Path root) throws IOException {
            OpenedHome home = openHome(root, OpenedHome.publishedTestPassphrase());
            HostCommandSimulator first = HostCommandSimulator.start(home.module());
            HostCommandSimulator second = HostCommandSimulator.start(home.module());
            SecurityModule module = HostCommandSecurityModule.connect(new HostCommandSettings(
                    List.of(first.address(), second.address()),
                    Optional.empty(),
                    HostCommandTable.standard(),
                    HostCommandSettings.Limits.USUAL));
            return new Opened(module, () -> {
                module.close();
                first.close();
                second.close();
                home.close();
            });
        }
    };

    /**
     * A module in use.
     *
     * @param closing closes it and what is behind it
     */
    record Opened(SecurityModule module, AutoCloseable closing) {}

    abstract Opened open(Path root) throws IOException;

    private static OpenedHome openHome(Path root, SecretBytes passphrase) throws IOException {
        return OpenedHome.open(HomeDirectory.open(root.resolve("home")), passphrase, Progress.NONE);
    }
}
