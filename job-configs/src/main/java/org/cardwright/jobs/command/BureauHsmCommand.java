package org.cardwright.jobs.command;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLServerSocketFactory;
import org.cardwright.crypto.hostcommand.HostCommandSimulator;
import org.cardwright.crypto.hostcommand.HostCommandTable;
import org.cardwright.crypto.hostcommand.HostTls;
import org.cardwright.crypto.hostcommand.SimulatedFault;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.Custody;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.jobs.home.PermissionRefusedException;
import org.cardwright.jobs.home.Settings;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright bureau hsm}: a payment HSM that is none, over the vault of a test home, until it is terminated. */
@Command(
        name = "hsm",
        description = "Answers host commands on this machine with what the vault of a test home can do, until it is"
                + " terminated. Refused under policy production.")
final class BureauHsmCommand implements Callable<Integer> {

    private static final Pattern LISTEN = Pattern.compile("(127\\.0\\.0\\.1|localhost):(\\d{1,5})");
    private static final int MOST_PORT = 65_535;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private FaultOption faults = new FaultOption();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "127.0.0.1 and a port; 0 takes a free one. Default: 127.0.0.1:1500.")
    private String listen = "127.0.0.1:1500";

    @Option(names = "--table", paramLabel = "FILE", description = "Its commands. Default: those of the program.")
    private @Nullable Path table;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "PKCS #12 file with its key and certificate; with it, clients must show a certificate.")
    private @Nullable Path keystore;

    @Option(
            names = "--tls-truststore",
            paramLabel = "FILE",
            description = "PKCS #12 file with the certificates of its clients.")
    private @Nullable Path truststore;

    @Option(
            names = "--tls-passphrase-file",
            paramLabel = "FILE",
            description = "File with the passphrase of both; without it the published one of the test vault is tried.")
    private @Nullable Path passphraseFile;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        int port = port();
        List<SimulatedFault> ordered = faults.ordered();
        if (home.open().settings().policy() == Settings.Policy.PRODUCTION) {
            throw new PermissionRefusedException("the simulator of a payment HSM is refused under policy production");
        }
        try (Termination termination = Termination.expected()) {
            try (OpenedHome installation = home.openAll();
                    HostCommandSimulator simulator = simulator(installation.module(), port)) {
                ordered.forEach(simulator::order);
                tell(simulator, installation.module().inventory().keys().size());
                termination.await();
            }
            spec.commandLine().getErr().println("cardwright: the simulated HSM has ended");
            spec.commandLine().getErr().flush();
        }
        return ExitCode.DONE;
    }

    private int port() {
        Matcher parts = LISTEN.matcher(listen);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > MOST_PORT) {
            throw new WrongUsageException("--listen is 127.0.0.1 and a port: a simulator is on this machine only");
        }
        return Integer.parseInt(parts.group(2));
    }

    private HostCommandSimulator simulator(SecurityModule module, int port) throws IOException {
        if (module.inventory().custody() != Custody.SOFTWARE) {
            throw new WrongUsageException("the keys of this home are in a device; a simulator stands over a vault");
        }
        HostCommandTable commands =
                table == null ? HostCommandTable.standard() : HostCommandTable.load(GivenFile.readable(table));
        try {
            return HostCommandSimulator.start(module, commands, tls(), port);
        } catch (BindException taken) {
            throw new WrongUsageException("port " + port + " is taken");
        }
    }

    private Optional<SSLServerSocketFactory> tls() throws IOException {
        if (keystore == null && truststore == null) {
            return Optional.empty();
        }
        if (keystore == null || truststore == null) {
            throw new WrongUsageException("--tls-keystore and --tls-truststore belong together");
        }
        try (SecretBytes passphrase = passphraseFile == null
                ? OpenedHome.publishedTestPassphrase()
                : VaultPassphrase.read(GivenFile.readable(passphraseFile))) {
            return Optional.of(HostTls.context(GivenFile.readable(keystore), GivenFile.readable(truststore), passphrase)
                    .getServerSocketFactory());
        }
    }

    private void tell(HostCommandSimulator simulator, int keys) throws IOException {
        String address = InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + simulator.address().getPort();
        if (json.asked()) {
            Map<String, Object> members = LedgerStructure.object();
            members.put("address", address);
            members.put("keys", keys);
            json.print("listening", ExitCode.DONE, members);
        } else {
            spec.commandLine().getOut().println("simulated HSM with " + keys + " keys on " + address);
        }
        spec.commandLine().getOut().flush();
    }
}
