package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cardwright.jobs.home.CheckedFile;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.AuditArchive;
import org.cardwright.pipeline.ledger.AuditCheck;
import org.cardwright.pipeline.ledger.AuditEntry;
import org.cardwright.pipeline.ledger.AuditSegment;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.SignedAuditHead;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright audit list|verify|head}: who did what, and that nobody changed the record of it. */
@Command(
        name = "audit",
        description =
                "Lists the audit, checks that no entry was altered, removed or inserted, signs its head, or writes a part of it for an archive.",
        subcommands = {
            AuditCommand.ListAll.class,
            AuditCommand.Verify.class,
            AuditCommand.Head.class,
            AuditArchiveCommand.class
        })
public final class AuditCommand {

    private static final List<String> HEADER =
            List.of("number", "at", "operator", "event", "success", "resource", "reason");

    static void print(List<AuditEntry> entries, PrintWriter out) {
        print(entries::stream, out);
    }

    /** Looks at the entries twice, so that none has to be kept: how wide they are, and what they say. */
    private static void print(Supplier<Stream<AuditEntry>> entries, PrintWriter out) {
        TextColumns columns = new TextColumns(HEADER);
        entries.get().map(AuditCommand::cells).forEach(columns::add);
        out.println(columns.line(HEADER));
        entries.get().map(AuditCommand::cells).map(columns::line).forEach(out::println);
        out.flush();
    }

    private static List<String> cells(AuditEntry entry) {
        return List.of(
                String.valueOf(entry.number()),
                String.valueOf(entry.at()),
                entry.operator(),
                String.valueOf(entry.event()),
                entry.success() ? "yes" : "no",
                entry.resource(),
                entry.reason());
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
                if (json.asked()) {
                    Stream<Map<String, Object>> entries =
                            installation.pipeline().audit().map(LedgerStructure::entry);
                    return json.print("listed", ExitCode.DONE, Map.of("entries", entries));
                }
                print(installation.pipeline()::audit, spec.commandLine().getOut());
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
                paramLabel = "HEAD",
                description =
                        "What an earlier run printed, NUMBER:HASH, or the file of audit head: it must still be one of"
                                + " the entries.")
        private @Nullable String kept;

        @Option(
                names = "--segment",
                paramLabel = "FILE",
                description =
                        "A file of audit archive: signed here, and line by line what the entries say. May be given"
                                + " more than once.")
        private List<Path> segments = new ArrayList<>();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            Optional<KeptHead> head = kept == null ? Optional.empty() : Optional.of(KeptHead.of(kept));
            try (OpenedHome installation = home.openAll()) {
                boolean ours = head.isEmpty() || head.get().isOf(installation);
                AuditCheck found = installation.pipeline().checkAudit(head.map(KeptHead::head));
                requireSegments(installation);
                boolean sound = found.isSound() && ours;
                int exitCode = sound ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
                if (json.asked()) {
                    return json.print(
                            outcome(found, ours), exitCode, found.intact() ? LedgerStructure.head(found) : Map.of());
                }
                spec.commandLine().getOut().println(words(found, ours));
                return exitCode;
            }
        }

        private void requireSegments(OpenedHome installation) throws IOException {
            for (Path segment : segments) {
                AuditSegment.Signed signed = AuditArchive.read(GivenFile.readable(segment));
                if (!installation.auditSigning().isOurs(signed)
                        || !installation.pipeline().auditArchive().agrees(segment, signed)) {
                    throw new NotReconciledException("segment " + segment.getFileName()
                            + " is not signed by this installation, or says something else than the audit");
                }
            }
        }

        private static String outcome(AuditCheck found, boolean ours) {
            if (!found.intact()) {
                return "altered";
            }
            if (!found.fileAgrees()) {
                return "file_differs";
            }
            if (!ours) {
                return "head_not_ours";
            }
            return found.keptFound() ? "intact" : "head_missing";
        }

        private static String words(AuditCheck found, boolean ours) {
            String head = ", head " + found.head();
            return switch (outcome(found, ours)) {
                case "altered" -> "audit ALTERED";
                case "file_differs" -> "audit ALTERED: the file outside the database says something else" + head;
                case "head_not_ours" ->
                    "audit NOT PROVEN: the head that was given is not signed by this installation" + head;
                case "head_missing" -> "audit CUT OFF or written anew: the head that was kept is not in it" + head;
                default -> "audit intact" + head;
            };
        }
    }

    /** The head, signed. */
    @Command(
            name = "head",
            description =
                    "Writes the head of the audit into a file, signed with the key of manifests, to be kept elsewhere: audit"
                            + " verify --head FILE proves with it that nothing before it was changed.")
    static final class Head implements Callable<Integer> {

        @Mixin
        private HomeOption home = new HomeOption();

        @Mixin
        private JsonOption json = new JsonOption();

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file; it must not exist yet.")
        private Path file = Path.of("");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            try (OpenedHome installation = home.openAll()) {
                AuditCheck found = installation.pipeline().checkAudit(Optional.empty());
                if (!found.isSound()) {
                    throw new NotReconciledException("the audit was altered; its head is not signed");
                }
                SignedAuditHead signed = installation.auditSigning().signed(found.head());
                write(signed);
                if (json.asked()) {
                    return json.print("written", ExitCode.DONE, members(signed));
                }
                spec.commandLine()
                        .getOut()
                        .println("head " + found.head() + " signed by "
                                + signed.statement().key());
                return ExitCode.DONE;
            }
        }

        private void write(SignedAuditHead signed) throws IOException {
            if (Files.exists(file)) {
                throw new WrongUsageException("there is such a file already; an older head is worth keeping");
            }
            byte[] text = signed.text().getBytes(StandardCharsets.US_ASCII);
            CheckedFile.create(
                    file,
                    text,
                    written -> Arrays.equals(Files.readAllBytes(written), text)
                            ? Optional.empty()
                            : Optional.of("it is not what was signed"));
        }

        private static Map<String, Object> members(SignedAuditHead signed) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("head", signed.statement().head());
            members.put("at", signed.statement().at());
            members.put("key", signed.statement().key());
            members.put("signature", signed.signature());
            return members;
        }
    }
}
