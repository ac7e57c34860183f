package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.jobs.wiring.ShownPans;
import org.cardwright.perso.json.MalformedJsonException;
import org.cardwright.perso.show.ChipFileShow;
import org.cardwright.perso.show.TransportKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright show FILE}: a personalization file in plain words, as JSON, or as data groupings for other tools. */
@Command(name = "show", description = "Explains a personalization file, tag by tag.")
public final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A chip file.")
    private Path file = Path.of("");

    @Option(names = "--record", paramLabel = "N", description = "Only this record, from 1.")
    private @Nullable Integer record;

    @Option(names = "--format", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES}. Default: text.")
    private Form form = Form.text;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "Transport keys as JSON; without them secret data groupings stay closed.")
    private @Nullable Path keys;

    @Option(names = "--out", paramLabel = "DIR", description = "Where --format dgi writes its files.")
    private @Nullable Path out;

    @Mixin
    private PlaceOption place = new PlaceOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What is written. */
    enum Form {
        /** Plain words. */
        text,
        /** JSON. */
        json,
        /** One file per card and application with lines DGIxxxx=HEX. */
        dgi
    }

    @Override
    public Integer call() throws Exception {
        ChipFileShow show = new ChipFileShow(
                GivenFile.readable(file),
                record == null ? OptionalInt.empty() : OptionalInt.of(record),
                ShownPans.in(place.path()).inFile(file));
        if (form == Form.dgi) {
            return dgis(show);
        }
        if (out != null || keys != null) {
            throw new ParameterException(spec.commandLine(), "--out and --keys go with --format dgi");
        }
        PrintWriter shown = spec.commandLine().getOut();
        if (form == Form.text) {
            show.text(shown);
        } else {
            show.json(shown);
        }
        shown.flush();
        return ExitCode.DONE;
    }

    private int dgis(ChipFileShow show) throws IOException {
        if (out == null) {
            throw new ParameterException(spec.commandLine(), "--format dgi needs --out");
        }
        Optional<String> refusal;
        if (keys != null) {
            OwnerOnly.requireFile(GivenFile.readable(keys));
        }
        try (TransportKeys read = keys == null ? TransportKeys.NONE : TransportKeys.read(Files.newInputStream(keys))) {
            refusal = show.dgis(out, read);
        } catch (MalformedJsonException unreadable) {
            refusal = Optional.of("the key file: " + unreadable.getMessage());
        }
        refusal.ifPresent(why -> spec.commandLine().getErr().println("cardwright: " + why));
        return refusal.isEmpty() ? ExitCode.DONE : ExitCode.INPUT_REFUSED;
    }
}
