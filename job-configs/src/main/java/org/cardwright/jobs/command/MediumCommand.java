package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.pipeline.launch.MediumIntake;
import org.cardwright.pipeline.ledger.Media;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cardwright medium import|check|make}: issuers' files that come encrypted on a medium or over a line. */
@Command(
        name = "medium",
        description =
                "Containers in which issuers' files come on a medium or over a line: encrypted to the bureau, signed by"
                        + " the issuer, with a manifest.",
        subcommands = {MediumImportCommand.class, MediumCheckCommand.class, MediumMakeCommand.class})
public final class MediumCommand {

    private static final int SHOWN_DIGITS = 16;

    private MediumCommand() {}

    /** Says what was on a medium, and where its files stand if it was taken. */
    static int tell(MediumIntake.Taken taken, JsonOption json, CommandSpec spec) throws IOException {
        boolean kept = !taken.files().isEmpty();
        if (json.asked()) {
            return json.print(kept ? "taken" : "intact", ExitCode.DONE, members(taken));
        }
        Media.Medium medium = taken.medium();
        spec.commandLine()
                .getOut()
                .println("medium " + medium.container().substring(0, SHOWN_DIGITS) + " of " + medium.issuer()
                        + ", sequence " + medium.sequenceNumber() + (kept ? ": taken" : ": intact; nothing was taken"));
        TextTable table = kept
                ? new TextTable("file", "bytes", "records", "for prepare")
                : new TextTable("file", "bytes", "records");
        for (int i = 0; i < medium.files().size(); i++) {
            Media.File file = medium.files().get(i);
            String name = CardNumberMask.mask(file.name());
            if (kept) {
                table.row(name, file.bytes(), file.records(), path(taken, i));
            } else {
                table.row(name, file.bytes(), file.records());
            }
        }
        table.print(spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    /** Only the name is the issuer's; a hash may well look like a card number. */
    private static String path(MediumIntake.Taken taken, int file) {
        Path kept = taken.files().get(file);
        return kept.resolveSibling(CardNumberMask.mask(String.valueOf(kept.getFileName())))
                .toString();
    }

    private static Map<String, Object> members(MediumIntake.Taken taken) {
        Media.Medium medium = taken.medium();
        Map<String, Object> members = LedgerStructure.object();
        members.put("medium", medium.container());
        members.put("issuer", medium.issuer());
        members.put("sequence_number", medium.sequenceNumber());
        members.put("manifest_sha256", medium.manifest());
        List<Map<String, Object>> files = new ArrayList<>();
        for (int i = 0; i < medium.files().size(); i++) {
            Media.File file = medium.files().get(i);
            Map<String, Object> one = LedgerStructure.object();
            one.put("name", CardNumberMask.mask(file.name()));
            one.put("sha256", file.sha256());
            one.put("bytes", file.bytes());
            one.put("records", file.records());
            if (!taken.files().isEmpty()) {
                one.put("path", path(taken, i));
            }
            files.add(one);
        }
        members.put("files", files);
        return members;
    }
}
