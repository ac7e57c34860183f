package org.cardwright.jobs.command;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.DropsOfHome;
import org.cardwright.jobs.wiring.KeysOfDrops;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.drop.DropService;
import org.cardwright.pipeline.drop.IssuerDrops;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright serve}: takes what issuers drop and makes batches of it until it is told to end. */
@Command(
        name = "serve",
        description =
                "Watches the folders in which issuers drop their files, takes each complete file once and makes its"
                        + " batch, until it is told to end: it then finishes its chunk.")
public final class ServeCommand implements Callable<Integer> {

    /** A chunk of cards from a slow security module. */
    private static final int PATIENCE_SECONDS = 60;

    private static final Duration POLL = Duration.ofSeconds(2);

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Batches stand in DIR/ISSUER/<first 16 digits of their identity>.")
    private Path out = Path.of("");

    @Option(names = "--once", description = "Takes and makes what is there, and ends.")
    private boolean once;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Closeable alone = home.open().takeAlone();
        try (Termination termination = Termination.expected(PATIENCE_SECONDS)) {
            return serve(termination);
        } finally {
            alone.close();
        }
    }

    private int serve(Termination termination) throws IOException {
        List<IssuerDrops> issuers = DropsOfHome.load(home.open(), new KeysOfDrops(home.open(), home::passphrase));
        try (OpenedHome installation = home.openAll()) {
            DropService service = new DropService(
                    installation.pipeline(), new DropService.Terms(issuers, out.toAbsolutePath(), POLL, this::tell));
            termination.then(service::stop);
            if (once) {
                return exitCode(service.once());
            }
            service.watch(() -> tell("watching " + issuers.size() + (issuers.size() == 1 ? " folder" : " folders")));
            return ExitCode.DONE;
        }
    }

    private synchronized void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /** The gravest of what became of the drops. */
    private static int exitCode(List<Drop> drops) {
        List<DropState> states = drops.stream().map(Drop::state).toList();
        if (states.contains(DropState.HELD)) {
            return ExitCode.NOT_VERIFIED;
        }
        if (states.contains(DropState.WAITING)) {
            return ExitCode.REFUSED;
        }
        if (states.contains(DropState.PREPARING) || states.contains(DropState.TAKEN)) {
            return ExitCode.TRY_AGAIN;
        }
        boolean refused = states.contains(DropState.REFUSED) || states.contains(DropState.QUARANTINED);
        return refused ? ExitCode.INPUT_REFUSED : ExitCode.DONE;
    }
}
