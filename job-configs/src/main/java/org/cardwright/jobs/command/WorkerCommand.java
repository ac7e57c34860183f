package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.Pipeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cardwright worker}: makes cards for the {@code prepare} of other processes until it is told to end. */
@Command(
        name = "worker",
        description =
                "Makes cards of batches that other processes prepare, partition after partition, until it is told to"
                        + " end: it then finishes its chunk and gives the partition back.")
public final class WorkerCommand implements Callable<Integer> {

    /** A chunk of cards from a slow security module. */
    private static final int PATIENCE_SECONDS = 60;

    @Mixin
    private HomeOption home = new HomeOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (Termination termination = Termination.expected(PATIENCE_SECONDS)) {
            return serve(termination);
        }
    }

    private int serve(Termination termination) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (OpenedHome installation = home.openAll()) {
            Pipeline pipeline = installation.pipeline();
            termination.then(pipeline::stop);
            Optional<BatchOutcome> failed = pipeline.work(() -> {
                out.println("waiting for partitions");
                out.flush();
            });
            failed.ifPresent(outcome -> spec.commandLine().getErr().println("cardwright: " + outcome.message()));
            return failed.map(BatchOutcome::exitCode).orElse(ExitCode.DONE);
        }
    }
}
