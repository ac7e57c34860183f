package org.cardwright.jobs.command;

import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.perso.file.InclusionProof;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.file.OwnerOnlyFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright prove DIR ORDER}: a proof about one card that shows nothing of the others. */
@Command(name = "prove", description = "Writes the proof that one ordered card is in a batch, once and unaltered.")
public final class ProveCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "DIR", description = "Directory of the sealed batch.")
    private Path directory = Path.of("");

    @Parameters(index = "1", paramLabel = "ORDER", description = "The issuer's name of the order.")
    private String order = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the proof goes.")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        ManifestHead head =
                GivenFile.json(directory.resolve(Manifest.NAME), Manifest::read).head();
        ByteString salt;
        try (OpenedHome opened = home.openAll()) {
            salt = opened.recordMac(head).salts(List.of(order)).get(0);
        }
        Optional<InclusionProof> proof = InclusionProof.make(directory, order, salt);
        if (proof.isEmpty()) {
            String shown = CardNumberMask.mask(order);
            spec.commandLine().getErr().println("cardwright: order " + shown + " is not in this batch exactly once");
            return ExitCode.NOT_VERIFIED;
        }
        try (FileChannel file = OwnerOnlyFiles.openForWriting(out)) {
            file.truncate(0);
            Channels.newOutputStream(file).write(proof.get().toJson());
        }
        return ExitCode.DONE;
    }
}
