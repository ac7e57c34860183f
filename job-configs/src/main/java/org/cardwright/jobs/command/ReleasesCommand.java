package org.cardwright.jobs.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.ProfileRelease;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright profile releases}: which profile versions two persons released, and which wait. */
@Command(name = "releases", description = "Lists product profiles that were released, or wait for the second person.")
final class ReleasesCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        List<ProfileRelease> releases;
        try (OpenedHome installation = home.openAll()) {
            releases = installation.pipeline().releases();
        }
        if (json) {
            StructurePrinter.print(
                    Map.of(
                            "releases",
                            releases.stream().map(ReleasesCommand::structure).toList()),
                    spec);
            return ExitCode.DONE;
        }
        TextTable table = new TextTable("request", "issuer", "product", "version", "state", "asked by", "approved by");
        for (ProfileRelease release : releases) {
            table.row(
                    release.profile().request(),
                    release.profile().issuer(),
                    release.profile().product(),
                    release.profile().version(),
                    release.state(),
                    release.requestedBy(),
                    release.approvedBy());
        }
        table.print(spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private static Map<String, Object> structure(ProfileRelease release) {
        Map<String, Object> structure = new LinkedHashMap<>();
        structure.put("request", release.profile().request());
        structure.put("issuer", release.profile().issuer());
        structure.put("product", release.profile().product());
        structure.put("version", release.profile().version());
        structure.put("sha256", release.profile().hash());
        structure.put("state", release.state().name());
        structure.put("requested_by", release.requestedBy());
        structure.put("reason", release.reason());
        structure.put("approved_by", release.approvedBy());
        return structure;
    }
}
