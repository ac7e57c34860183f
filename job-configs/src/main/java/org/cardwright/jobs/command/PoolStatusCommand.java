package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.KeyPool;
import org.cardwright.pipeline.ledger.KeyPoolAccount.Standing;
import org.cardwright.pipeline.pool.KeyPoolSettings.Terms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright pool status}: how every pool stands. */
@Command(
        name = "status",
        description =
                "Says what every pool has got, given out and destroyed; ends with 75 when one is below its low-water mark,"
                        + " with 70 when its account does not agree with its pairs.")
final class PoolStatusCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--metrics", description = "Prints one line per figure, as Prometheus reads it.")
    private boolean metrics;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (OpenedHome installation = home.openAll()) {
            List<KeyPool.Status> pools = installation.pipeline().keyPool().status();
            boolean low = pools.stream().anyMatch(KeyPool.Status::low);
            int exitCode = low ? ExitCode.TRY_AGAIN : ExitCode.DONE;
            if (json.asked()) {
                Map<String, Object> members = LedgerStructure.object();
                members.put(
                        "pools",
                        pools.stream().map(PoolStatusCommand::structure).toList());
                return json.print(low ? "low" : "well", exitCode, members);
            }
            if (metrics) {
                pools.forEach(this::printMetrics);
            } else {
                print(pools);
            }
            return exitCode;
        }
    }

    private static Map<String, Object> structure(KeyPool.Status pool) {
        Standing standing = pool.standing();
        Map<String, Object> members = LedgerStructure.object();
        members.put("pool", pool.pool());
        members.put("in_stock", standing.inStock());
        members.put("filled", standing.filled());
        members.put("used", standing.used());
        members.put("expired", standing.expired());
        members.put("destroyed", standing.destroyed());
        standing.oldest().ifPresent(oldest -> members.put("oldest", oldest));
        pool.terms().ifPresent(terms -> {
            members.put("target", terms.target());
            members.put("low_water", terms.lowWater());
        });
        members.put("low", pool.low());
        return members;
    }

    private void printMetrics(KeyPool.Status pool) {
        Standing standing = pool.standing();
        metric("in_stock", pool, standing.inStock());
        metric("filled_total", pool, standing.filled());
        metric("used_total", pool, standing.used());
        metric("expired_total", pool, standing.expired());
        metric("destroyed_total", pool, standing.destroyed());
        metric(
                "oldest_timestamp_seconds",
                pool,
                standing.oldest().map(Instant::getEpochSecond).orElse(0L));
        metric("low_water", pool, pool.terms().map(Terms::lowWater).orElse(0));
        metric("low", pool, pool.low() ? 1 : 0);
    }

    private void metric(String name, KeyPool.Status pool, long value) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("cardwright_key_pool_" + name + "{pool=\"" + pool.pool() + "\"} " + value);
        out.flush();
    }

    private void print(List<KeyPool.Status> pools) {
        PrintWriter out = spec.commandLine().getOut();
        if (pools.isEmpty()) {
            out.println("no key pairs are kept: key-pool.pairs is not set");
            out.flush();
            return;
        }
        TextTable table = new TextTable(
                "pool",
                "in stock",
                "= filled",
                "- used",
                "- expired",
                "- destroyed",
                "target",
                "low water",
                "oldest",
                "");
        for (KeyPool.Status pool : pools) {
            Standing standing = pool.standing();
            Optional<Terms> terms = pool.terms();
            table.row(
                    pool.pool(),
                    standing.inStock(),
                    standing.filled(),
                    standing.used(),
                    standing.expired(),
                    standing.destroyed(),
                    terms.map(one -> Integer.toString(one.target())).orElse("-"),
                    terms.map(one -> Integer.toString(one.lowWater())).orElse("-"),
                    standing.oldest().map(Instant::toString).orElse("-"),
                    pool.low() ? "LOW" : "");
        }
        table.print(out);
    }
}
