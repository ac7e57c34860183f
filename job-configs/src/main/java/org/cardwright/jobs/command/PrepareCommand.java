package org.cardwright.jobs.command;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright prepare EXPORT}: the main job on one issuer file. */
@Command(
        name = "prepare",
        description = "Turns an issuer's export into a sealed, verified batch; resumes it when it was interrupted.")
public final class PrepareCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "EXPORT", description = "The issuer's file.")
    private Path export = Path.of("");

    @Option(names = "--issuer", required = true, paramLabel = "NAME", description = "The issuer who sent it.")
    private String issuer = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Parent directory; the batch stands in DIR/<first 16 digits of its identity>.")
    private Path out = Path.of("");

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description = "The layout of the file; default: the one of the issuer that the content has the form of.")
    private @Nullable String layout;

    @Option(names = "--json", description = "Prints the summary as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Closeable alone = home.open().takeAlone();
        try {
            return prepare();
        } finally {
            alone.close();
        }
    }

    private int prepare() throws IOException {
        try (OpenedHome installation =
                home.openAll(ProgressBar.on(spec.commandLine().getErr()))) {
            if (layout != null) {
                installation.useLayout(issuer, layout);
            }
            BatchOutcome outcome =
                    installation.pipeline().prepare(new BatchRequest(GivenFile.readable(export), issuer, out));
            OutcomePrinter.print(outcome, json, spec.commandLine());
            return outcome.exitCode();
        }
    }
}
