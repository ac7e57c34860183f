package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.cardwright.pipeline.ledger.ProfileVersion;
import org.cardwright.pipeline.step.Products;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright profile release PRODUCT}: the first person of the release of a product profile. */
@Command(
        name = "release",
        description = "Asks that cards may be made of a product as it stands now, in all its segments; another person"
                + " approves, before a witness where profiles = witnessed; nothing else makes cards there.")
final class ReleaseCommand implements Callable<Integer> {

    @Mixin
    private ProductSelection selection = new ProductSelection();

    @Mixin
    private FirstPerson first = new FirstPerson();

    @Parameters(paramLabel = "PRODUCT", description = "Name of the product.")
    private String product = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        ProfileVersion profile = profile();
        return first.asks(
                selection.home(),
                (pipeline, reason, login) -> pipeline.releases()
                        .request(profile, reason, login)
                        .profile()
                        .request());
    }

    private ProfileVersion profile() throws IOException {
        return new Products(selection.issuerOf(product, spec), selection.day())
                .versions().stream()
                        .filter(version -> version.product().equals(product))
                        .findFirst()
                        .orElseThrow(() -> selection.unknown(product, spec));
    }
}
