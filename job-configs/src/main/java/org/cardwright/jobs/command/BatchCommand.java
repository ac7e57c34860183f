package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.formats.card.PanMask;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.ShownPans;
import org.cardwright.pipeline.ledger.BatchCounts;
import org.cardwright.pipeline.ledger.BatchDetails;
import org.cardwright.pipeline.ledger.BatchSummary;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright batch list|show|restart|proof|response|refuse|abandon|duplicate|scrap}: what became of the batches. */
@Command(
        name = "batch",
        description =
                "Lists batches, shows one, shows its first cards before it is released, answers its issuer, asks for the restart"
                        + " or the end of an interrupted one, for a card once more, or for another chip.",
        subcommands = {
            BatchCommand.ListAll.class,
            BatchCommand.Show.class,
            BatchCommand.Restart.class,
            ProofCommand.class,
            ResponseCommand.class,
            RefuseCommand.class,
            AbandonCommand.class,
            DuplicateCommand.class,
            ScrapCommand.class
        })
public final class BatchCommand {

    /** The sequence number of the issuer's file; a dash when his files have none. */
    private static String file(BatchSummary batch) {
        return batch.sequenceNumber().isPresent()
                ? Long.toString(batch.sequenceNumber().getAsLong())
                : "-";
    }

    /** All batches, the latest first. */
    @Command(name = "list", description = "All batches, the latest first.")
    static final class ListAll implements Callable<Integer> {

        @Mixin
        private HomeOption home = new HomeOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            List<BatchSummary> batches;
            try (OpenedHome installation = home.openAll()) {
                batches = installation.pipeline().batches();
            }
            if (json.asked()) {
                return json.print(
                        "listed",
                        ExitCode.DONE,
                        Map.of(
                                "batches",
                                batches.stream().map(LedgerStructure::batch).toList()));
            }
            print(batches, spec.commandLine().getOut());
            return ExitCode.DONE;
        }

        private static void print(List<BatchSummary> batches, PrintWriter out) {
            TextTable table = new TextTable(
                    "batch", "issuer", "file", "state", "in", "good", "rejected", "held", "remade", "taken");
            for (BatchSummary batch : batches) {
                BatchCounts counts = batch.counts();
                table.row(
                        batch.batch().substring(0, 16),
                        batch.issuer(),
                        file(batch),
                        batch.state(),
                        counts.in(),
                        counts.good(),
                        counts.rejected(),
                        counts.held(),
                        counts.remade(),
                        batch.takenAt());
            }
            table.print(out);
        }
    }

    /** One batch with its steps, rejects and audit. */
    @Command(name = "show", description = "One batch: its hand-overs, rejected orders and audit.")
    static final class Show implements Callable<Integer> {

        @Mixin
        private HomeOption home = new HomeOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Parameters(paramLabel = "ID", description = "Identity of the batch, at least its first 8 digits.")
        private String batch = "";

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            try (OpenedHome installation = home.openAll()) {
                Optional<BatchDetails> details = installation.pipeline().batch(batch);
                if (details.isEmpty()) {
                    throw new WrongUsageException(
                            "no batch or more than one begins with " + CardNumberMask.mask(batch));
                }
                PanMask pans = ShownPans.in(home.path())
                        .ofIssuer(details.get().summary().issuer());
                if (json.asked()) {
                    return json.print("shown", ExitCode.DONE, LedgerStructure.details(details.get(), pans));
                }
                print(details.get(), pans, spec.commandLine().getOut());
            }
            return ExitCode.DONE;
        }

        private static void print(BatchDetails details, PanMask pans, PrintWriter out) {
            BatchSummary summary = details.summary();
            out.println("batch      " + summary.batch());
            out.println("issuer     " + summary.issuer() + ", file " + file(summary));
            out.println("state      " + summary.state() + ", business date " + summary.businessDate());
            out.println("directory  " + summary.directory());
            out.println("PANs       shown " + pans);
            out.println();
            printSteps(details, out);
            if (!details.rejects().isEmpty()) {
                out.println();
                TextTable rejects = new TextTable("record", "order", "field", "rule", "reason");
                details.rejects()
                        .forEach(r -> rejects.row(
                                r.recordNumber(),
                                pans.maskIn(r.orderReference()),
                                r.field(),
                                r.reason().id(),
                                r.plainReason()));
                rejects.print(out);
            }
            ChannelTables.print(details.channels(), pans, out);
            printHeld(details, pans, out);
            printRemade(details, pans, out);
            out.println();
            AuditCommand.print(details.audit(), out);
        }

        private static void printSteps(BatchDetails details, PrintWriter out) {
            TextTable steps = new TextTable("step", "chunks", "in", "good", "rejected", "held", "remade", "closed");
            for (BatchDetails.StepAccount step : details.steps()) {
                BatchCounts counts = step.counts();
                steps.row(
                        step.step(),
                        step.chunks(),
                        counts.in(),
                        counts.good(),
                        counts.rejected(),
                        counts.held(),
                        counts.remade(),
                        step.closed() ? "yes" : "no");
            }
            steps.print(out);
            PartitionTable.print(details.partitions(), out);
        }

        private static void printRemade(BatchDetails details, PanMask pans, PrintWriter out) {
            if (!details.remade().isEmpty()) {
                out.println();
                TextTable remade = new TextTable("record", "order", "attempt", "remade by request");
                details.remade()
                        .forEach(r -> remade.row(
                                r.recordNumber(), pans.maskIn(r.orderReference()), r.attempt(), r.request()));
                remade.print(out);
            }
        }

        private static void printHeld(BatchDetails details, PanMask pans, PrintWriter out) {
            if (!details.held().isEmpty()) {
                out.println();
                TextTable held = new TextTable("record", "order", "held because");
                details.held().forEach(h -> held.row(h.recordNumber(), pans.maskIn(h.orderReference()), h.reason()));
                held.print(out);
            }
        }
    }

    /** The first person of a restart. */
    @Command(name = "restart", description = "Asks for the restart of an interrupted batch; another person approves.")
    static final class Restart implements Callable<Integer> {

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
                            pipeline.requestRestart(batch, reason, login).id());
        }
    }
}
