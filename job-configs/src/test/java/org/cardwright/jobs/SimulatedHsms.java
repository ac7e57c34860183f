package org.cardwright.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cardwright.crypto.hostcommand.HostCommandSimulator;
import org.cardwright.crypto.hostcommand.HostCommandTable;
import org.cardwright.crypto.hostcommand.SimulatedFault;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.jobs.wiring.OpenedHome;

/** Simulated payment HSMs with the published test keys, which can be lost and come back at the same address. */
final class SimulatedHsms implements AutoCloseable {

    private static final KeyName SEED = KeyName.of("bureau.test-seed");

    private final List<SecurityModule> opened = new ArrayList<>();
    private final List<HostCommandSimulator> simulators = new ArrayList<>();

    private SecurityModule software;

    private SimulatedHsms(SecurityModule software) {
        this.software = software;
        opened.add(software);
    }

    /** So many that answer with the keys of a vault that is made in an empty directory. */
    static SimulatedHsms over(Path home, int count) throws IOException {
        Path directory = HomeDirectory.open(TestVault.in(home)).vault();
        SimulatedHsms hsms = new SimulatedHsms(open(directory));
        for (int i = 0; i < count; i++) {
            hsms.simulators.add(HostCommandSimulator.start(hsms.software));
        }
        return hsms;
    }

    private static SecurityModule open(Path vault) {
        try (SecretBytes passphrase = OpenedHome.publishedTestPassphrase()) {
            return SoftwareSecurityModule.open(KeyVault.open(vault, passphrase), ModulePolicy.test(SEED));
        }
    }

    /** Puts the keys of another vault behind all of them, where they were: somebody exchanges keys at the devices. */
    void exchange(Path vault) throws IOException {
        software = open(vault);
        opened.add(software);
        for (int i = 0; i < simulators.size(); i++) {
            lose(i);
            restore(i);
        }
    }

    /** What answers. */
    SecurityModule software() {
        return software;
    }

    /** Makes a home whose keys are those of the HSMs. */
    Path home(Path home, String... settings) throws IOException {
        String addresses = simulators.stream()
                .map(simulator -> "localhost:" + simulator.address().getPort())
                .collect(Collectors.joining(", "));
        Files.writeString(
                HomeDirectory.open(home).config("cardwright.properties"),
                "\nsecurity-module = host-commands\nhost-commands.addresses = " + addresses + "\nslices-per-chunk = 1\n"
                        + String.join("\n", settings) + "\n",
                StandardOpenOption.APPEND);
        return home;
    }

    /** Lets something go wrong with one of them, counted from 0. */
    void order(int hsm, SimulatedFault fault) {
        simulators.get(hsm).order(fault);
    }

    HostCommandSimulator simulator(int hsm) {
        return simulators.get(hsm);
    }

    /** Takes one away. */
    void lose(int hsm) {
        simulators.get(hsm).close();
    }

    /** Brings one back where it was. */
    void restore(int hsm) throws IOException {
        int port = simulators.get(hsm).address().getPort();
        simulators.set(hsm, HostCommandSimulator.start(software, HostCommandTable.standard(), Optional.empty(), port));
    }

    @Override
    public void close() {
        simulators.forEach(HostCommandSimulator::close);
        opened.forEach(SecurityModule::close);
    }
}
