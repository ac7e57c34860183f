package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.formats.profile.explain.ProfileDiff;
import org.cardwright.formats.profile.explain.ProfileExplanation;
import org.cardwright.formats.profile.lint.KnownKeys;
import org.cardwright.formats.profile.lint.KnownSurfaces;
import org.cardwright.formats.profile.lint.LintReport;
import org.cardwright.formats.profile.lint.ProfileLinter;
import org.cardwright.jobs.wiring.LintedConfiguration;
import org.cardwright.jobs.wiring.MachinesOfHome;
import org.cardwright.jobs.wiring.OpenedHome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright profile explain|lint|diff|decompile|release|releases}: what a product really says, before and after cards are made. */
@Command(
        name = "profile",
        description = "Explains a product, looks for contradictions in it, compares two of its versions, gives back the"
                + " profile of a finished record, and has a product released by two persons.",
        subcommands = {
            ProfileCommand.Explain.class,
            ProfileCommand.Lint.class,
            ProfileCommand.Diff.class,
            DecompileCommand.class,
            ReleaseCommand.class,
            ReleasesCommand.class
        })
public final class ProfileCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "Missing command: explain, lint, diff, decompile, release or releases");
    }

    /** Effective values with their sources. */
    @Command(name = "explain", description = "Every effective value, where it comes from, and the compiled bytes.")
    static final class Explain implements Callable<Integer> {

        @Mixin
        private ProductSelection selection = new ProductSelection();

        @Parameters(paramLabel = "PRODUCT", arity = "0..1", description = "Name of the product.")
        private @Nullable String product;

        @Option(names = "--segment", paramLabel = "NAME", description = "Customer segment. Default: none.")
        private String segment = "";

        @Option(
                names = "--batch",
                paramLabel = "ID",
                description = "With --order: explains the product of this card, in its segment.")
        private @Nullable String batch;

        @Option(names = "--order", paramLabel = "ORDER", description = "The issuer's name of the order.")
        private @Nullable String order;

        @Mixin
        private JsonOption json = new JsonOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            if (batch != null && order != null && product == null && segment.isEmpty()) {
                return explain(batch, order);
            }
            if (product == null || batch != null || order != null) {
                throw new ParameterException(
                        spec.commandLine(), "explain takes a PRODUCT, perhaps with a segment, or --batch and --order");
            }
            return explain(product);
        }

        private int explain(String identity, String reference) throws IOException {
            OrderedProduct card;
            try (OpenedHome installation = selection.home().openAll()) {
                card = OrderedProduct.find(installation, identity, reference);
            }
            if (json.asked()) {
                return json.print("explained", ExitCode.DONE, card.structure());
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println(card.heading());
            ProfileExplanation.of(card.product()).text().forEach(out::println);
            return ExitCode.DONE;
        }

        private int explain(String name) throws IOException {
            ProfileExplanation explanation = ProfileExplanation.of(selection
                    .issuerOf(name, spec)
                    .find(name, segment, selection.day())
                    .orElseThrow(() ->
                            selection.unknown(name + (segment.isEmpty() ? "" : " with segment " + segment), spec)));
            if (json.asked()) {
                return json.print("explained", ExitCode.DONE, explanation.structure());
            }
            explanation.text().forEach(spec.commandLine().getOut()::println);
            return ExitCode.DONE;
        }
    }

    /** Contradictions. */
    @Command(name = "lint", description = "Looks for contradictions in all products, or in one, as every batch does.")
    static final class Lint implements Callable<Integer> {

        @Mixin
        private ProductSelection selection = new ProductSelection();

        @Parameters(paramLabel = "PRODUCT", arity = "0..1", description = "Name of the product. Default: all.")
        private @Nullable String product;

        @Option(names = "--no-keys", description = "Leaves out the rules that need the vault, and does not open it.")
        private boolean withoutKeys;

        @Mixin
        private JsonOption json = new JsonOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            List<EffectiveProduct> products = new ArrayList<>();
            List<ProductCatalog> catalogs = selection.catalogs();
            for (ProductCatalog catalog : catalogs) {
                catalog.all(selection.day()).stream()
                        .filter(found -> product == null || found.id().equals(product))
                        .forEach(products::add);
            }
            if (products.isEmpty()) {
                throw selection.unknown(product == null ? "at all" : product, spec);
            }
            LintReport report = lint(products);
            List<String> machines = MachinesOfHome.load(selection.home().open()).findings();
            if (product == null && !selection.namesIssuer()) {
                report = report.plus(LintReport.of(catalogs.get(0).binRanges(selection.day()), products));
            }
            int exitCode = exitCode(report);
            print(products.size(), report, machines, exitCode);
            return exitCode;
        }

        private static int exitCode(LintReport report) {
            if (report.errors().isClean()) {
                return ExitCode.DONE;
            }
            boolean vaultOnly = report.errors()
                    .only(finding -> !finding.rule().isAboutVault())
                    .isClean();
            return vaultOnly ? ExitCode.REFUSED : ExitCode.INPUT_REFUSED;
        }

        private LintReport lint(List<EffectiveProduct> products) throws IOException {
            KnownSurfaces surfaces = LintedConfiguration.load(selection.home().open());
            if (withoutKeys) {
                return LintReport.of(products, new ProfileLinter(selection.day()).with(surfaces));
            }
            try (OpenedHome opened = selection.home().openAll()) {
                KnownKeys keys = opened.knownKeys();
                return LintReport.of(products, new ProfileLinter(selection.day(), keys).with(surfaces));
            }
        }

        private void print(int looked, LintReport report, List<String> machines, int exitCode) throws IOException {
            if (json.asked()) {
                Map<String, Object> structure = new LinkedHashMap<>();
                structure.put("products", looked);
                structure.put(
                        "findings",
                        report.entries().stream()
                                .map(LintReport.Entry::structure)
                                .toList());
                structure.put("machines", machines);
                json.print(exitCode == ExitCode.DONE ? "sound" : "contradictory", exitCode, structure);
                return;
            }
            PrintWriter out = spec.commandLine().getOut();
            report.lines().forEach(out::println);
            machines.forEach(finding -> out.println("warning: " + finding));
            out.println(looked + " products looked at" + (withoutKeys ? " without the keys" : "") + ", "
                    + report.errors().lines().size() + " errors, "
                    + (report.warnings().lines().size() + machines.size()) + " warnings");
        }
    }

    /** Two versions. */
    @Command(name = "diff", description = "What changed from one version of a product to another, in every segment.")
    static final class Diff implements Callable<Integer> {

        @Mixin
        private ProductSelection selection = new ProductSelection();

        @Parameters(index = "0", paramLabel = "PRODUCT", description = "Name of the product.")
        private String product = "";

        @Parameters(index = "1", paramLabel = "OLD", description = "Version number.")
        private int before;

        @Parameters(index = "2", paramLabel = "NEW", description = "Version number.")
        private int after;

        @Mixin
        private JsonOption json = new JsonOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            ProductCatalog catalog = selection.issuerOf(product, spec);
            ProfileDiff diff = ProfileDiff.between(version(catalog, before), version(catalog, after));
            if (json.asked()) {
                return json.print("compared", ExitCode.DONE, diff.structure());
            }
            diff.text().forEach(spec.commandLine().getOut()::println);
            return ExitCode.DONE;
        }

        private List<EffectiveProduct> version(ProductCatalog catalog, int number) {
            List<EffectiveProduct> segments = catalog.version(product, number);
            if (segments.isEmpty()) {
                throw selection.unknown(product + " v" + number, spec);
            }
            return segments;
        }
    }
}
