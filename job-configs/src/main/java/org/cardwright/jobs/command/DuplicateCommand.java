package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cardwright batch duplicate ID ORDER}: the first person of one more production of a card. */
@Command(
        name = "duplicate",
        description = "Asks that the card of an order may be made once more, when the issuer orders it in another file;"
                + " another person approves.")
final class DuplicateCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private FirstPerson first = new FirstPerson();

    @Parameters(index = "0", paramLabel = "ID", description = "Identity of the batch, at least its first 8 digits.")
    private String batch = "";

    @Parameters(index = "1", paramLabel = "ORDER", description = "The issuer's name of the order in that batch.")
    private String order = "";

    @Override
    public Integer call() throws IOException {
        return first.asks(
                home,
                (pipeline, reason, login) ->
                        pipeline.requestDuplicate(batch, order, reason, login).id());
    }
}
