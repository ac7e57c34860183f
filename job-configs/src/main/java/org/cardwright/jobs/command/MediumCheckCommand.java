package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.jobs.wiring.MediaOfHome;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.MediumIntake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright medium check CONTAINER}: looks at it. */
@Command(name = "check", description = "Checks everything on a medium as import does, and takes nothing.")
final class MediumCheckCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "CONTAINER", description = "The container, as it came.")
    private Path container = Path.of("");

    @Option(names = "--issuer", required = true, paramLabel = "NAME", description = "The issuer who sent it.")
    private String issuer = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Path file = GivenFile.readable(container);
        try (OpenedHome installation = home.openAll();
                SecretBytes passphrase = home.passphrase()) {
            String name = CardNumberMask.mask(String.valueOf(file.getFileName()));
            MediumIntake.Reading reading = new MediaOfHome(home.open(), issuer).reading(name, passphrase);
            return MediumCommand.tell(installation.pipeline().media().check(file, issuer, reading), json, spec);
        }
    }
}
