package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.ProfileRelease;
import org.cardwright.pipeline.ledger.ProfileVersion;
import org.cardwright.pipeline.step.Products;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright profile release PRODUCT}: the first person of the release of a product profile. */
@Command(
        name = "release",
        description = "Asks that cards may be made of a product as it stands now, in all its segments; another person"
                + " approves. Where profiles = released, nothing else makes cards.")
final class ReleaseCommand implements Callable<Integer> {

    @Mixin
    private ProductSelection selection = new ProductSelection();

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Parameters(paramLabel = "PRODUCT", description = "Name of the product.")
    private String product = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it stands in the audit.")
    private String reason = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        ProfileVersion profile = profile();
        try (OperatorLogin login = operator.login();
                OpenedHome installation = selection.home().openAll()) {
            ProfileRelease asked = installation.pipeline().requestRelease(profile, reason, login);
            String request = asked.profile().request();
            spec.commandLine()
                    .getOut()
                    .println("request " + request + " for " + asked.profile().words()
                            + ": another operator runs  cardwright approve " + request);
        }
        return ExitCode.DONE;
    }

    private ProfileVersion profile() throws IOException {
        return new Products(selection.issuerOf(product, spec), selection.day())
                .versions().stream()
                        .filter(version -> version.product().equals(product))
                        .findFirst()
                        .orElseThrow(() -> selection.unknown(product, spec));
    }
}
