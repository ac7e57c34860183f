package org.cardwright.jobs.command;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLServerSocketFactory;
import org.cardwright.crypto.hostcommand.HostCommandServer;
import org.cardwright.crypto.hostcommand.HostTls;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.Custody;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright keys serve}: the software security module as a process of its own, until it is terminated. */
@Command(
        name = "serve",
        description =
                "Lets other homes work with the keys of this vault, over TLS with certificates on both sides, until it is"
                        + " terminated; their security module is host-commands. Where a production home does so, both need"
                        + " software-module = accepted.")
final class KeysServeCommand implements Callable<Integer> {

    private static final Pattern LISTEN = Pattern.compile("([A-Za-z0-9.-]{1,253}):(\\d{1,5})");
    private static final int MOST_PORT = 65_535;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--listen",
            required = true,
            paramLabel = "HOST:PORT",
            description = "An address of this machine and a port; 0 takes a free one.")
    private String listen = "";

    @Option(
            names = "--tls-keystore",
            required = true,
            paramLabel = "FILE",
            description = "PKCS #12 file with its key and certificate, mode 0600.")
    private Path keystore = Path.of("");

    @Option(
            names = "--tls-truststore",
            required = true,
            paramLabel = "FILE",
            description = "PKCS #12 file with the certificates of those who may work with the keys.")
    private Path truststore = Path.of("");

    @Option(
            names = "--tls-passphrase-file",
            required = true,
            paramLabel = "FILE",
            description = "File with the passphrase of both, mode 0600.")
    private Path passphraseFile = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        InetSocketAddress at = address();
        SSLServerSocketFactory tls = tls();
        try (Termination termination = Termination.expected()) {
            try (OpenedHome installation = home.openAll();
                    HostCommandServer server = server(installation.module(), tls, at)) {
                tell(server, installation.module().inventory().keys().size());
                termination.await();
            }
            spec.commandLine().getErr().println("cardwright: the software security module has ended");
            spec.commandLine().getErr().flush();
        }
        return ExitCode.DONE;
    }

    private InetSocketAddress address() {
        Matcher parts = LISTEN.matcher(listen);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > MOST_PORT) {
            throw new WrongUsageException("--listen is HOST:PORT");
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(parts.group(1)), Integer.parseInt(parts.group(2)));
        } catch (UnknownHostException unknown) {
            throw new WrongUsageException("--listen: there is no host " + parts.group(1));
        }
    }

    private SSLServerSocketFactory tls() throws IOException {
        OwnerOnly.requireFile(GivenFile.readable(keystore));
        OwnerOnly.requireFile(GivenFile.readable(passphraseFile));
        try (SecretBytes passphrase = VaultPassphrase.read(passphraseFile)) {
            return HostTls.context(keystore, GivenFile.readable(truststore), passphrase)
                    .getServerSocketFactory();
        }
    }

    private HostCommandServer server(SecurityModule module, SSLServerSocketFactory tls, InetSocketAddress at)
            throws IOException {
        if (module.inventory().custody() != Custody.SOFTWARE) {
            throw new WrongUsageException("the keys of this home are in a device; only those of a vault are served");
        }
        try {
            return HostCommandServer.start(module, tls, at);
        } catch (BindException taken) {
            throw new WrongUsageException(listen + " is taken, or no address of this machine");
        }
    }

    private void tell(HostCommandServer server, int keys) throws IOException {
        String address =
                server.address().getHostString() + ":" + server.address().getPort();
        if (json.asked()) {
            Map<String, Object> members = LedgerStructure.object();
            members.put("address", address);
            members.put("keys", keys);
            json.print("listening", ExitCode.DONE, members);
        } else {
            spec.commandLine().getOut().println("software security module with " + keys + " keys on " + address);
        }
        spec.commandLine().getOut().flush();
    }
}
