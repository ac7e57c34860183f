package org.cardwright.jobs.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.AuditCheck;
import org.cardwright.pipeline.ledger.AuditEntry;
import org.cardwright.pipeline.ledger.AuditHead;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright audit list|verify}: who did what, and that nobody changed the record of it. */
@Command(
        name = "audit",
        description = "Lists the audit, or checks that no entry was altered, removed or inserted.",
        subcommands = {AuditCommand.ListAll.class, AuditCommand.Verify.class})
public final class AuditCommand {

    static void print(List<AuditEntry> entries, PrintWriter out) {
        TextTable table = new TextTable("number", "at", "operator", "event", "success", "resource", "reason");
        for (AuditEntry entry : entries) {
            table.row(
                    entry.number(),
                    entry.at(),
                    entry.operator(),
                    entry.event(),
                    entry.success() ? "yes" : "no",
                    entry.resource(),
                    entry.reason());
        }
        table.print(out);
    }

    /** All entries. */
    @Command(name = "list", description = "All entries, oldest first.")
    static final class ListAll implements Callable<Integer> {

        @Mixin
        private HomeOption home = new HomeOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            try (OpenedHome installation = home.openAll()) {
                List<AuditEntry> entries = installation.pipeline().audit();
                if (json.asked()) {
                    return json.print("listed", ExitCode.DONE, Map.of("entries", LedgerStructure.audit(entries)));
                }
                print(entries, spec.commandLine().getOut());
            }
            return ExitCode.DONE;
        }
    }

    /** The chain. */
    @Command(
            name = "verify",
            description =
                    "Checks the chain over all entries and prints its head, to be kept outside the database: with --head"
                            + " a later run sees that nothing was cut off.")
    static final class Verify implements Callable<Integer> {

        @Mixin
        private HomeOption home = new HomeOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Option(
                names = "--head",
                paramLabel = "NUMBER:HASH",
                description = "A head that an earlier run printed: it must still be one of the entries.")
        private @Nullable String kept;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            Optional<AuditHead> head = Optional.ofNullable(kept).map(AuditHead::parse);
            try (OpenedHome installation = home.openAll()) {
                AuditCheck found = installation.pipeline().checkAudit(head);
                boolean sound = found.intact() && found.keptFound();
                int exitCode = sound ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
                if (json.asked()) {
                    String outcome = sound ? "intact" : found.intact() ? "head_missing" : "altered";
                    return json.print(outcome, exitCode, found.intact() ? LedgerStructure.head(found) : Map.of());
                }
                spec.commandLine().getOut().println(words(found));
                return exitCode;
            }
        }

        private static String words(AuditCheck found) {
            if (!found.intact()) {
                return "audit ALTERED";
            }
            String head = ", head " + found.head();
            if (!found.keptFound()) {
                return "audit CUT OFF or written anew: the head that was kept is not in it" + head;
            }
            return "audit intact" + head;
        }
    }
}
