package org.cardwright.jobs.command;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.KeyPool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright pool destroy POOL}: destroys pairs that wait, by number or all of them. */
@Command(
        name = "destroy",
        description = "Destroys pairs that wait in a pool; the audit has their numbers and the reason.")
final class PoolDestroyCommand implements Callable<Integer> {

    private static final int MAX_REASON = 100;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "POOL", description = "Name of the pool, as pool status says it.")
    private String pool = "";

    @Option(
            names = "--pair",
            split = ",",
            paramLabel = "NUMBER",
            description = "Number of a pair; several with commas between them.")
    private List<Long> pairs = List.of();

    @Option(names = "--all", description = "Every pair that waits, as after a database was put back.")
    private boolean all;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; at most 100 characters.")
    private String reason = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new ParameterException(spec.commandLine(), "--reason has 1 to " + MAX_REASON + " characters");
        }
        if (all != pairs.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "either --pair or --all");
        }
        Closeable alone = home.open().takeAlone();
        try {
            return destroy();
        } finally {
            alone.close();
        }
    }

    private int destroy() throws IOException {
        try (OpenedHome installation = home.openAll()) {
            int destroyed = destroy(installation.pipeline().keyPool());
            PrintWriter out = spec.commandLine().getOut();
            out.println(destroyed + " pairs of pool " + pool + " destroyed");
            out.flush();
            return ExitCode.DONE;
        }
    }

    private int destroy(KeyPool keyPool) {
        String why = CardNumberMask.mask(reason);
        if (all) {
            return keyPool.destroyAll(pool, why);
        }
        keyPool.destroy(pool, pairs, why);
        return (int) pairs.stream().distinct().count();
    }
}
