package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyBackup;
import org.cardwright.crypto.module.KeyBackup.Comparison;
import org.cardwright.crypto.module.KeyBackup.Line;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.jobs.ceremony.Ceremony;
import org.cardwright.jobs.ceremony.CeremonyFiles;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.ScratchDirectory;
import org.cardwright.pipeline.ledger.KeyAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys restore-drill FILE}: would this backup bring every key back? */
@Command(
        name = "restore-drill",
        description =
                "Restores a backup into a vault that is thrown away, by a quorum of custodians, and compares name and"
                        + " check value of every key with those of the home. Anything but all good ends with 70.")
final class KeysRestoreDrillCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private CeremonyHolding holding = new CeremonyHolding();

    @Mixin
    private CeremonyOptions custodians = new CeremonyOptions();

    @Parameters(paramLabel = "FILE", description = "Backup that keys backup made.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        KeysInVault.required(home.open());
        byte[] backup = BackupContent.of(file);
        try (OpenedHome installation = home.openAll();
                EnteredShares shares = new EnteredShares()) {
            KeyAct act = KeyAct.of(
                    KeyAct.Kind.DRILL_BACKUP,
                    "of " + backup.length + " bytes",
                    List.of(Integer.toString(backup.length)));
            return holding.hold(installation, act, new Drilling(backup, shares), new Report());
        }
    }

    private List<KeyAttributes> inventory() throws IOException {
        try (SecretBytes passphrase = home.passphrase();
                KeyVault vault = KeyVault.open(home.open().vault(), passphrase)) {
            return vault.keys();
        }
    }

    /** The ceremony itself. */
    private final class Drilling implements HeldCeremony.Plan<List<Line>> {

        private final byte[] backup;
        private final EnteredShares shares;

        Drilling(byte[] backup, EnteredShares shares) {
            this.backup = backup;
            this.shares = shares;
        }

        @Override
        public String purpose() {
            return "restore a backup for trial";
        }

        @Override
        public boolean isRehearsal() {
            return false;
        }

        @Override
        public void gather(Ceremony ceremony) throws IOException {
            shares.gather(custodians.desk());
            shares.admit(ceremony);
        }

        @Override
        public List<Line> act(Ceremony ceremony, CeremonyFiles files) throws IOException {
            shares.requireInTime();
            try (ScratchDirectory scratch = ScratchDirectory.open()) {
                List<Line> lines =
                        KeyBackup.drill(backup, shares.join(), scratch.path().resolve("keys"), inventory());
                for (Comparison comparison : Comparison.values()) {
                    ceremony.step(count(lines, comparison) + " keys " + words(comparison));
                }
                return lines;
            }
        }

        @Override
        public void close() {}
    }

    private static long count(List<Line> lines, Comparison comparison) {
        return lines.stream().filter(line -> line.comparison() == comparison).count();
    }

    private static String words(Comparison comparison) {
        return comparison.name().toLowerCase(Locale.ROOT);
    }

    /** Every key that is not good by name. */
    private final class Report implements CeremonyHolding.Telling<List<Line>> {

        @Override
        public String tell(List<Line> lines, Map<String, Object> members) {
            for (Comparison comparison : Comparison.values()) {
                members.put(
                        words(comparison),
                        lines.stream()
                                .filter(line -> line.comparison() == comparison)
                                .map(Line::name)
                                .toList());
            }
            if (!holding.isJson()) {
                lines.stream()
                        .filter(line -> line.comparison() != Comparison.GOOD)
                        .forEach(line ->
                                spec.commandLine().getOut().println(words(line.comparison()) + ": key " + line.name()));
            }
            return count(lines, Comparison.GOOD) + " of " + lines.size() + " keys good";
        }

        @Override
        public int exitCode(List<Line> lines) {
            return count(lines, Comparison.GOOD) == lines.size() ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
        }
    }
}
