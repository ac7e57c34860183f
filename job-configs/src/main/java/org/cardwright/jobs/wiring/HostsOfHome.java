package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.cardwright.crypto.hostcommand.HostCommandSecurityModule;
import org.cardwright.crypto.hostcommand.HostCommandServer;
import org.cardwright.crypto.hostcommand.HostCommandSettings;
import org.cardwright.crypto.hostcommand.HostCommandSimulator;
import org.cardwright.crypto.hostcommand.HostCommandTable;
import org.cardwright.crypto.hostcommand.HostStatus;
import org.cardwright.crypto.hostcommand.HostTls;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.HostModuleSettings;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.jobs.home.Settings;

/** Reaches the payment HSMs of a home; one of them must answer, and those that do must hold the same keys. */
final class HostsOfHome {

    private HostsOfHome() {}

    /** The security module of a home whose settings name payment HSMs; the passphrase of its TLS files stays the caller's. */
    static SecurityModule open(Settings settings, SecretBytes passphrase) throws IOException {
        HostModuleSettings hosts = settings.module().hosts().orElseThrow();
        HostCommandSecurityModule module = HostCommandSecurityModule.connect(reached(hosts, passphrase));
        try {
            requireUsable(module.status(), settings);
            List<KeyDescription> keys = module.requireSameKeys();
            if (settings.policy() == Settings.Policy.PRODUCTION) {
                requireNoTestKey(keys);
            }
            return module;
        } catch (RuntimeException unusable) {
            module.close();
            throw unusable;
        }
    }

    private static HostCommandSettings reached(HostModuleSettings hosts, SecretBytes passphrase) throws IOException {
        List<InetSocketAddress> addresses = hosts.hosts().stream()
                .map(host -> new InetSocketAddress(host.getHostString(), host.getPort()))
                .toList();
        Optional<SSLSocketFactory> tls =
                hosts.tls().isPresent() ? Optional.of(factory(hosts.tls().get(), passphrase)) : Optional.empty();
        HostCommandTable table = table(hosts);
        try {
            return new HostCommandSettings(addresses, tls, table, hosts.limits());
        } catch (IllegalArgumentException contradiction) {
            throw new ConfigurationException("host-commands.addresses: " + contradiction.getMessage());
        }
    }

    private static SSLSocketFactory factory(HostModuleSettings.TlsFiles files, SecretBytes passphrase)
            throws IOException {
        OwnerOnly.requireFile(files.keystore());
        if (!Files.isRegularFile(files.truststore())) {
            throw new ConfigurationException("no file " + files.truststore().getFileName());
        }
        return HostTls.context(files.keystore(), files.truststore(), passphrase).getSocketFactory();
    }

    private static HostCommandTable table(HostModuleSettings hosts) throws IOException {
        if (hosts.table().isEmpty()) {
            return HostCommandTable.standard();
        }
        if (!Files.isRegularFile(hosts.table().get())) {
            throw new ConfigurationException("no file " + hosts.table().get().getFileName());
        }
        return HostCommandTable.load(hosts.table().get());
    }

    private static void requireUsable(List<HostStatus> all, Settings settings) {
        if (all.stream().allMatch(status -> status.device().isEmpty())) {
            throw new SecurityModuleException(
                    Kind.UNAVAILABLE,
                    "no payment HSM answers: "
                            + all.stream()
                                    .map(status -> status.host() + " " + status.failure())
                                    .collect(Collectors.joining("; ")));
        }
        if (settings.policy() == Settings.Policy.PRODUCTION) {
            refuse(
                    all,
                    HostCommandSimulator.FIRMWARE,
                    " is a simulator, refused under policy production: it is no HSM");
        }
        if (settings.softwareModule() != Settings.SoftwareModule.ACCEPTED) {
            refuse(
                    all,
                    HostCommandServer.FIRMWARE,
                    " is the software security module in a process of its own, no HSM: whoever reads the memory of that"
                            + " process has its keys; software-module = accepted in cardwright.properties says that"
                            + " this is known");
        }
    }

    /** As every other module refuses them when it is opened. */
    static void requireNoTestKey(List<KeyDescription> keys) {
        keys.stream().filter(KeyDescription::test).findFirst().ifPresent(key -> {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED,
                    key.name() + " in the payment HSM is a published test key, refused in production");
        });
    }

    private static void refuse(List<HostStatus> all, String firmware, String because) {
        all.stream()
                .filter(status -> status.device()
                        .filter(device -> device.firmware().equals(firmware))
                        .isPresent())
                .findFirst()
                .ifPresent(found -> {
                    throw new SecurityModuleException(Kind.KEY_REFUSED, found.host() + because);
                });
    }
}
