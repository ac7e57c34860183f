package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.jobs.home.CheckedFile;
import org.cardwright.jobs.home.PermissionRefusedException;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.AuditArchive;
import org.cardwright.pipeline.ledger.AuditSegment;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright audit archive --before DATE --out FILE}: the next part of the audit for an archive, signed. */
@Command(
        name = "archive",
        description = "Writes the entries before a day that are in no file of the archive yet, and signs them; what is"
                + " younger than audit.keep-months stays at hand (77). Nothing is deleted.")
final class AuditArchiveCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Option(names = "--before", required = true, paramLabel = "DATE", description = "A day in UTC, yyyy-mm-dd.")
    private LocalDate before = LocalDate.EPOCH;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file; it must not exist yet.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (OpenedHome installation = home.openAll()) {
            LocalDate atHand = LocalDate.now(Clock.systemUTC()).minusMonths(installation.auditKeepMonths());
            if (before.isAfter(atHand)) {
                throw new PermissionRefusedException("records are kept at hand for " + installation.auditKeepMonths()
                        + " months (audit.keep-months): only those before " + atHand + " may be archived");
            }
            return operator.identified(installation.pipeline().keyActs(), login -> archived(installation, login));
        }
    }

    private int archived(OpenedHome installation, Optional<OperatorLogin> login) throws IOException {
        if (!installation.pipeline().checkAudit(Optional.empty()).isSound()) {
            throw new NotReconciledException("the audit was altered; no part of it is signed");
        }
        AuditArchive archive = installation.pipeline().auditArchive();
        archive.requireArchivist(login);
        AuditSegment.Extent extent = archive.next(before)
                .orElseThrow(() -> new WrongUsageException(
                        "there is no entry before " + before + " that is in no file of the archive yet"));
        AuditSegment.Signed[] written = new AuditSegment.Signed[1];
        CheckedFile.create(
                file,
                out -> written[0] = write(installation, extent, out),
                made -> archive.agrees(made, AuditArchive.read(made))
                        ? Optional.empty()
                        : Optional.of("it does not say what the audit says"));
        AuditSegment segment = written[0].segment();
        archive.archived(segment, login);
        return tell(segment);
    }

    private static AuditSegment.Signed write(OpenedHome installation, AuditSegment.Extent extent, OutputStream out)
            throws IOException {
        String sha256 = installation.pipeline().auditArchive().write(extent, out);
        AuditSegment.Signed signed = installation.auditSigning().signed(extent, sha256);
        out.write((signed.line() + "\n").getBytes(StandardCharsets.US_ASCII));
        return signed;
    }

    private int tell(AuditSegment segment) throws IOException {
        if (json.asked()) {
            Map<String, Object> members = LedgerStructure.object();
            members.put("from", segment.extent().from());
            members.put("to", segment.extent().to());
            members.put("sha256", segment.sha256());
            members.put("key", segment.key());
            members.put("file", file);
            return json.print("archived", ExitCode.DONE, members);
        }
        spec.commandLine()
                .getOut()
                .println(segment.extent().words() + " stand in " + file + ", signed by " + segment.key());
        return ExitCode.DONE;
    }
}
