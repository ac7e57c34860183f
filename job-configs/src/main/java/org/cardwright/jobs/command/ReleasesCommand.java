package org.cardwright.jobs.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.ProfileRelease;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cardwright profile releases}: which profile versions two persons released, and which wait. */
@Command(name = "releases", description = "Lists product profiles that were released, or wait for the second person.")
final class ReleasesCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        List<ProfileRelease> releases;
        try (OpenedHome installation = home.openAll()) {
            releases = installation.pipeline().releases().all();
        }
        if (json.asked()) {
            return json.print("listed", ExitCode.DONE, Map.of("releases", LedgerStructure.releases(releases)));
        }
        TextTable table =
                new TextTable("request", "issuer", "product", "version", "state", "asked by", "approved by", "witness");
        for (ProfileRelease release : releases) {
            table.row(
                    release.profile().request(),
                    release.profile().issuer(),
                    release.profile().product(),
                    release.profile().version(),
                    release.state(),
                    release.requestedBy(),
                    release.approvedBy(),
                    release.witnessedBy());
        }
        table.print(spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }
}
