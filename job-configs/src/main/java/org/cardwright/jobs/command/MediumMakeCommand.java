package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.medium.MediumKey;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.jobs.wiring.MediaOfHome;
import org.cardwright.perso.medium.MediumManifest;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright medium make FILE...}: what an issuer does, for sandboxes and tests. */
@Command(
        name = "make",
        description =
                "Makes a container of files of orders, as an issuer does: encrypted to the bureau's certificate, signed with"
                        + " the issuer's key. The layouts of the home count the orders.")
final class MediumMakeCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of orders.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--issuer", required = true, paramLabel = "NAME", description = "Whose files they are.")
    private String issuer = "";

    @Option(
            names = "--sequence",
            required = true,
            paramLabel = "N",
            description = "Number of the medium in the issuer's stream, from 1; each is used once.")
    private long sequence;

    @Option(
            names = "--sign-with",
            required = true,
            paramLabel = "FILE",
            description = "PKCS #12 file with the issuer's key and certificate, mode 0600.")
    private Path signer = Path.of("");

    @Option(
            names = "--sign-passphrase-file",
            paramLabel = "FILE",
            description = "File with its passphrase, mode 0600; without it, that of the home.")
    private @Nullable Path signerPassphrase;

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "The bureau's certificate, PEM or DER.")
    private Path recipient = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The container; there is none yet.")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (sequence < 1) {
            throw new WrongUsageException("--sequence counts from 1");
        }
        for (Path file : files) {
            GivenFile.readable(file);
        }
        OwnerOnly.requireFile(GivenFile.readable(signer));
        MediumManifest made;
        try (SecretBytes passphrase = passphrase()) {
            MediaOfHome.Sealing sealing = new MediaOfHome.Sealing(
                    MediumKey.load(signer, passphrase), MediumKey.certificate(GivenFile.readable(recipient)));
            made = new MediaOfHome(home.open(), issuer).make(sequence, files, sealing, out);
        }
        int records =
                made.files().stream().mapToInt(MediumManifest.Entry::records).sum();
        spec.commandLine()
                .getOut()
                .println(CardNumberMask.mask(out.toString()) + ": medium of " + made.issuer() + ", sequence "
                        + made.sequenceNumber() + ", files " + made.files().size() + ", records " + records);
        return ExitCode.DONE;
    }

    private SecretBytes passphrase() throws IOException {
        if (signerPassphrase == null) {
            return home.passphrase();
        }
        OwnerOnly.requireFile(signerPassphrase);
        return VaultPassphrase.read(signerPassphrase);
    }
}
