package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.PersoFileDifference;
import org.cardwright.perso.file.PersoFileDifference.Difference;
import org.cardwright.perso.file.PersoFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright diff A B}: what differs between two batches or two chip files; places, never values. */
@Command(
        name = "diff",
        description = "What differs between two batch directories, card by card of the same order, or between two chip"
                + " files, record by record. Names application, data grouping and tag, never a value.")
public final class DiffCommand implements Callable<Integer> {

    private static final int MAX_SHOWN = 1000;

    @Parameters(index = "0", paramLabel = "A", description = "Batch directory or chip file.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Another one of the same kind.")
    private Path second = Path.of("");

    @Mixin
    private JsonOption json = new JsonOption();

    @SuppressWarnings("unused") // as every command has it; the files are all there is
    @Option(names = "--home", paramLabel = "DIR", hidden = true)
    private @Nullable Path home;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<String> lines = differences().stream()
                .map(Difference::toString)
                .map(CardNumberMask::mask)
                .toList();
        boolean more = lines.size() > MAX_SHOWN;
        List<String> shown = more ? lines.subList(0, MAX_SHOWN) : lines;
        if (json.asked()) {
            String outcome = lines.isEmpty() ? "same" : "different";
            Map<String, Object> members = LedgerStructure.object();
            members.put("differences", shown);
            members.put("more", more);
            return json.print(outcome, ExitCode.DONE, members);
        }
        PrintWriter out = spec.commandLine().getOut();
        shown.forEach(out::println);
        out.println(more ? "more than " + MAX_SHOWN + " differences" : lines.size() + " differences");
        out.flush();
        return ExitCode.DONE;
    }

    private List<Difference> differences() throws IOException {
        if (Files.isDirectory(first) && Files.isDirectory(second)) {
            requireBatch(first);
            requireBatch(second);
            try {
                return PersoFileDifference.between(first, second, MAX_SHOWN + 1);
            } catch (PersoFileException altered) {
                throw new MalformedFileException("batch", "", "batch", String.valueOf(altered.getMessage()));
            }
        }
        return PersoFileDifference.betweenChipFiles(
                GivenFile.readable(first), GivenFile.readable(second), MAX_SHOWN + 1);
    }

    private static void requireBatch(Path directory) throws IOException {
        GivenFile.json(directory.resolve(Manifest.NAME), Manifest::read);
    }
}
