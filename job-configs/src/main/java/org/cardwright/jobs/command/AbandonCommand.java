package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cardwright batch abandon ID}: the first person of the end of a batch that can never be finished. */
@Command(
        name = "abandon",
        description = "Asks for the end of a batch without a seal: its orders are held, its key and files destroyed;"
                + " another person approves.")
final class AbandonCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private FirstPerson first = new FirstPerson();

    @Parameters(paramLabel = "ID", description = "Identity of the batch, at least its first 8 digits.")
    private String batch = "";

    @Override
    public Integer call() throws IOException {
        return first.asks(
                home,
                (pipeline, reason, login) ->
                        pipeline.requestAbandonment(batch, reason, login).id());
    }
}
