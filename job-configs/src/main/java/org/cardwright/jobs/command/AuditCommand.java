package org.cardwright.jobs.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.AuditEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
    @Command(name = "verify", description = "Checks the hash chain over all entries.")
    static final class Verify implements Callable<Integer> {

        @Mixin
        private HomeOption home = new HomeOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            try (OpenedHome installation = home.openAll()) {
                boolean intact = installation.pipeline().auditIntact();
                int exitCode = intact ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
                if (json.asked()) {
                    return json.print(intact ? "intact" : "altered", exitCode, Map.of());
                }
                spec.commandLine().getOut().println(intact ? "audit intact" : "audit ALTERED");
                return exitCode;
            }
        }
    }
}
