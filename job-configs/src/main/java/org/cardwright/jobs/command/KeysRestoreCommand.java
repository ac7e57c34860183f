package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyBackup;
import org.cardwright.crypto.module.VaultQuorum;
import org.cardwright.jobs.ceremony.Ceremony;
import org.cardwright.jobs.ceremony.CeremonyFiles;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.step.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys restore FILE}: the keys of a lost vault come into a home that has none. */
@Command(
        name = "restore",
        description =
                "Makes a vault of a backup in a home that has none, by a quorum of custodians. Shares and backups of the"
                        + " lost vault stay good. The shares alone permit it: the register of people may be lost too.")
final class KeysRestoreCommand implements Callable<Integer> {

    @Mixin
    private PlaceOption home = new PlaceOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private CeremonyOptions custodians = new CeremonyOptions();

    @Parameters(paramLabel = "FILE", description = "Backup that keys backup made.")
    private Path file = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Below it a directory is made for the transcript.")
    private Path out = Path.of("");

    @Option(
            names = "--new-passphrase-file",
            paramLabel = "FILE",
            description = "File with the passphrase of the new vault, mode 0600; without it the terminal asks.")
    private @Nullable Path passphraseFile;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        byte[] backup = BackupContent.of(file);
        if (HomeDirectory.hasVault(home.path())) {
            throw new WrongUsageException("this home has a vault; keys are restored into a home that has none");
        }
        HomeDirectory directory = KeysInVault.required(HomeDirectory.open(home.path()));
        try (EnteredShares shares = new EnteredShares();
                SecretBytes next = NewPassphrase.of(passphraseFile)) {
            shares.gather(custodians.desk());
            shares.requireInTime();
            KeyBackup.restore(
                    backup,
                    shares.join(),
                    directory.vault(),
                    new VaultQuorum.NewPassphrase(next, directory.settings().passphrase()));
            try (OpenedHome installation = OpenedHome.restored(directory, next, Progress.NONE)) {
                return recorded(installation, shares);
            }
        }
    }

    private int recorded(OpenedHome installation, EnteredShares shares) throws IOException {
        int keys = installation.module().inventory().keys().size();
        Ceremony.Terms terms = new Ceremony.Terms(
                Clock.systemUTC(), Ceremony.WINDOW, installation.pipeline().ceremonies());
        try (Ceremony ceremony = new Ceremony(terms, Audit.SYSTEM, "restore a backup into an empty home", false)) {
            shares.tell(ceremony);
            ceremony.done("restored " + keys + " keys");
            CeremonyFiles files = new CeremonyFiles(out, ceremony.id());
            files.keep(ceremony.transcript(), HeldCeremony.signer(installation));
            if (json.asked()) {
                Map<String, Object> members = LedgerStructure.object();
                members.put("keys", keys);
                members.put("ceremony", ceremony.id());
                members.put("directory", files.directory());
                return json.print("restored", ExitCode.DONE, members);
            }
            spec.commandLine().getOut().println(keys + " keys restored; transcript in " + files.directory());
            return ExitCode.DONE;
        }
    }
}
