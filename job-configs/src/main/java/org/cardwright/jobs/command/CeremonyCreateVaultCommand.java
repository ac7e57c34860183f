package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.jobs.ceremony.Ceremony;
import org.cardwright.jobs.ceremony.CeremonyFiles;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.step.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright keys ceremony create-vault}: the beginning of a production home, before it knows any people. */
@Command(
        name = "create-vault",
        description =
                "Makes the vault of a production home, or the register of its tokens, with the two keys of the house: the one"
                        + " of ledger and audit, and the one that signs. Nobody is registered yet, so somebody watches; then: operator add, share-vault.")
final class CeremonyCreateVaultCommand implements Callable<Integer> {

    @Mixin
    private PlaceOption home = new PlaceOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Below it a directory is made for the transcript.")
    private Path out = Path.of("");

    @Option(
            names = "--new-passphrase-file",
            paramLabel = "FILE",
            description = "File with the passphrase of the vault, mode 0600; without it the terminal asks.")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--pin-file",
            paramLabel = "FILE",
            description =
                    "The same for a home with its keys on tokens: file with their PIN, which was set at the device.")
    private @Nullable Path pinFile;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (HomeDirectory.hasVault(home.path())) {
            throw new WrongUsageException("this home has a vault");
        }
        HomeDirectory directory = HomeDirectory.open(home.path());
        directory.settings().module().requireNoPaymentHsm("the keys of the house are made");
        try (SecretBytes passphrase = secret(directory);
                OpenedHome installation = OpenedHome.withNewVault(directory, passphrase, Progress.NONE)) {
            return recorded(installation);
        }
    }

    private SecretBytes secret(HomeDirectory directory) throws IOException {
        boolean onTokens = directory.settings().module().tokens().isPresent();
        if (onTokens ? passphraseFile != null : pinFile != null) {
            throw new WrongUsageException(
                    "--new-passphrase-file is for keys in a vault, --pin-file for keys on tokens");
        }
        if (!onTokens) {
            return NewPassphrase.of(passphraseFile);
        }
        if (pinFile != null) {
            OwnerOnly.requireFile(pinFile);
            return VaultPassphrase.read(pinFile);
        }
        char[] typed = Terminal.askSecret("PIN of the tokens");
        try {
            return SecretBytes.ofPassphrase(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private int recorded(OpenedHome installation) throws IOException {
        Ceremony.Terms terms = new Ceremony.Terms(
                Clock.systemUTC(), Ceremony.WINDOW, installation.pipeline().ceremonies());
        try (Ceremony ceremony = new Ceremony(terms, Audit.SYSTEM, "make the vault of a home", false)) {
            for (KeyDescription key : installation.module().inventory().keys()) {
                ceremony.step("made key " + key.name() + ", " + key.algorithm() + ", check value " + key.checkValue());
            }
            ceremony.done("made the vault");
            CeremonyFiles files = new CeremonyFiles(out, ceremony.id());
            files.keep(ceremony.transcript(), HeldCeremony.signer(installation));
            if (json.asked()) {
                Map<String, Object> members = LedgerStructure.object();
                members.put("ceremony", ceremony.id());
                members.put("directory", files.directory());
                members.put("public_key", installation.signingPublicKey().toHex());
                return json.print("made", ExitCode.DONE, members);
            }
            spec.commandLine()
                    .getOut()
                    .println("the vault is made; public key of manifests and transcripts "
                            + installation.signingPublicKey().toHex());
            spec.commandLine().getOut().println("transcript in " + files.directory());
            return ExitCode.DONE;
        }
    }
}
