package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cardwright batch scrap ID KEYDATA}: the first person who has seen a chip destroyed, whose attempt never ended, or a sample. */
@Command(
        name = "scrap",
        description = "Says that a chip was destroyed, on which a card was begun and never ended, so that the card gets"
                + " another one, or that is a sample; another person approves.")
final class ScrapCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private FirstPerson first = new FirstPerson();

    @Parameters(index = "0", paramLabel = "ID", description = "Identity of the batch, at least its first 8 digits.")
    private String batch = "";

    @Parameters(index = "1", paramLabel = "KEYDATA", description = "KMCID and CSN of the chip, 20 hexadecimal digits.")
    private String keyData = "";

    @Override
    public Integer call() throws IOException {
        return first.asks(
                home,
                (pipeline, reason, login) ->
                        pipeline.requestScrap(batch, keyData, reason, login).id());
    }
}
