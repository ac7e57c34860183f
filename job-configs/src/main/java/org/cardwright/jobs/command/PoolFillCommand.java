package org.cardwright.jobs.command;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.KeyPool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cardwright pool fill}: makes key pairs for every pool that the settings name. */
@Command(
        name = "fill",
        description =
                "Destroys pairs that are too old, then makes pairs until every pool has its size; may be stopped at any"
                        + " time, and the same command goes on.")
final class PoolFillCommand implements Callable<Integer> {

    private static final int MAX_SIZE = 10_000_000;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Pairs that shall be in stock, 0 to 10000000; default: the target of each pool.")
    private @Nullable Integer size;

    @Option(
            names = "--until",
            paramLabel = "HH:MM",
            description = "Begins nothing more from the next time that it is this in UTC.")
    private @Nullable String until;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        KeyPool.FillOrder order = new KeyPool.FillOrder(size(), until());
        Closeable alone = home.open().takeAlone();
        try {
            return fill(order);
        } finally {
            alone.close();
        }
    }

    private int fill(KeyPool.FillOrder order) throws IOException {
        try (OpenedHome installation =
                home.openAll(ProgressBar.on(spec.commandLine().getErr()))) {
            BatchOutcome outcome = installation.pipeline().keyPool().fill(order);
            OutcomePrinter.print(outcome, false, spec.commandLine());
            return outcome.exitCode();
        }
    }

    private OptionalInt size() {
        if (size == null) {
            return OptionalInt.empty();
        }
        if (size < 0 || size > MAX_SIZE) {
            throw new ParameterException(spec.commandLine(), "--size is a number from 0 to " + MAX_SIZE);
        }
        return OptionalInt.of(size);
    }

    private Optional<Instant> until() {
        if (until == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(next(LocalTime.parse(until), ZonedDateTime.now(Clock.systemUTC())));
        } catch (DateTimeParseException malformed) {
            throw new ParameterException(spec.commandLine(), "--until is a time of the day, HH:MM");
        }
    }

    /** The next moment at which it is that time: today, or tomorrow when that has passed. */
    static Instant next(LocalTime time, ZonedDateTime now) {
        ZonedDateTime today = now.with(time);
        return (today.isAfter(now) ? today : today.plusDays(1)).toInstant();
    }
}
