package org.cardwright.jobs.command;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.plan.CapacityPlan;
import org.cardwright.jobs.plan.CapacityPlan.Resource;
import org.cardwright.jobs.plan.CapacityTable;
import org.cardwright.jobs.plan.MeasuredJob;
import org.cardwright.jobs.plan.UnitCosts;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.ThisMachine;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cardwright plan}: what a night of cards needs, from costs measured on this machine. */
@Command(
        name = "plan",
        description =
                "Computes what a number of cards of a product needs of processors, database, disk, chip stations and"
                        + " mailers, from costs that --measure found on this machine.")
public final class PlanCommand implements Callable<Integer> {

    private static final long MAX_CARDS = 10_000_000_000L;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--cards", paramLabel = "N", description = "How many cards; default 1000000.")
    private long cards = 1_000_000;

    @Option(names = "--product", required = true, paramLabel = "NAME", description = "The product of the cards.")
    private String product = "";

    @Option(names = "--hours", paramLabel = "H", description = "Length of the night; default 8.")
    private double hours = 8;

    @Option(
            names = "--chip-seconds",
            paramLabel = "S",
            description = "What a station needs for one chip, usually 5 to 20; default 12.")
    private double chipSeconds = 12;

    @Option(names = "--cores", paramLabel = "N", description = "Processors; default: those that were measured.")
    private int cores;

    @Option(names = "--stations", paramLabel = "N", description = "Chip stations; default 1.")
    private int stations = 1;

    @Option(names = "--printers", paramLabel = "N", description = "Machines that print mailers; default 1.")
    private int printers = 1;

    @Option(names = "--stuffers", paramLabel = "N", description = "Machines that fill envelopes; default 1.")
    private int stuffers = 1;

    @ArgGroup(exclusive = false)
    private @Nullable Measuring measuring;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A batch that is prepared and measured. */
    static final class Measuring {

        @Option(
                names = "--measure",
                required = true,
                paramLabel = "EXPORT",
                description =
                        "First prepares this export, 100 cards of the product or more, as prepare does, and keeps what it cost.")
        private Path export = Path.of("");

        @Option(names = "--issuer", required = true, paramLabel = "NAME", description = "The issuer who sent it.")
        private String issuer = "";

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "Parent directory of its batch.")
        private Path out = Path.of("");
    }

    @Override
    public Integer call() throws IOException {
        if (cards < 1
                || cards > MAX_CARDS
                || !(hours > 0)
                || !(chipSeconds > 0)
                || cores < 0
                || stations < 1
                || printers < 1
                || stuffers < 1) {
            throw new ParameterException(spec.commandLine(), "cards, hours, seconds and units are above 0");
        }
        if (!product.matches("[a-z0-9][a-z0-9.-]{0,63}")) {
            throw new ParameterException(spec.commandLine(), "no product has such a name");
        }
        HomeDirectory directory = home.open();
        Path file = directory.root().resolve("unit-costs-" + product + ".txt");
        if (measuring != null) {
            int exitCode = measure(directory, file, measuring);
            if (exitCode != ExitCode.DONE) {
                return exitCode;
            }
        }
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(), "nothing was measured for product " + product + "; --measure does it");
        }
        UnitCosts costs = UnitCosts.parse(Files.readAllLines(file));
        int there = cores == 0 ? costs.measured().processors() : cores;
        return print(new CapacityPlan(
                costs,
                new CapacityPlan.Demand(cards, hours, chipSeconds),
                new CapacityPlan.Given(there, stations, printers, stuffers)));
    }

    private int measure(HomeDirectory directory, Path file, Measuring asked) throws IOException {
        Closeable alone = directory.takeAlone();
        try {
            return prepared(directory, file, asked);
        } finally {
            alone.close();
        }
    }

    private int prepared(HomeDirectory directory, Path file, Measuring asked) throws IOException {
        try (OpenedHome installation =
                home.openAll(ProgressBar.on(spec.commandLine().getErr()))) {
            LocalDate today = LocalDate.now(Clock.systemUTC());
            EffectiveProduct measured = installation.catalog().forIssuer(asked.issuer).all(today).stream()
                    .filter(one -> one.id().equals(product))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "issuer " + asked.issuer + " has no product " + product));
            ThisMachine machine = new ThisMachine(directory);
            long before = machine.databaseBytes();
            long cpuBefore = ThisMachine.cpuNanos();
            BatchOutcome outcome = installation
                    .pipeline()
                    .prepare(new BatchRequest(GivenFile.readable(asked.export), asked.issuer, asked.out));
            if (outcome.exitCode() != ExitCode.DONE) {
                OutcomePrinter.print(outcome, false, spec.commandLine());
                return outcome.exitCode();
            }
            MeasuredJob job = measured(outcome, ThisMachine.cpuNanos() - cpuBefore);
            long perCommit = directory.settings().cardsPerCommit();
            UnitCosts costs = new UnitCosts(
                    machine.described(today, product + " of " + asked.issuer, installation.module()),
                    job.times(perCommit),
                    new UnitCosts.Sizes(
                            MeasuredJob.moduleOperations(measured),
                            job.outputBytes(),
                            job.perCardOf(machine.databaseBytes() - before),
                            machine.diskBytesPerSecond(),
                            perCommit));
            Files.write(file, costs.lines());
            return ExitCode.DONE;
        }
    }

    private MeasuredJob measured(BatchOutcome outcome, long cpuNanos) {
        try {
            return new MeasuredJob(outcome, cpuNanos);
        } catch (IllegalArgumentException tooFew) {
            throw new ParameterException(spec.commandLine(), String.valueOf(tooFew.getMessage()));
        }
    }

    private int print(CapacityPlan plan) throws IOException {
        List<Resource> resources = plan.resources();
        if (json.asked()) {
            Map<String, Object> members = LedgerStructure.object();
            members.put("cards", plan.demand().cards());
            members.put("core_hours", Math.round(plan.coreHours()));
            members.put("module_operations", plan.moduleOperations());
            members.put("database_bytes", plan.databaseBytes());
            members.put("network_bytes", plan.networkBytes());
            members.put(
                    "resources", resources.stream().map(PlanCommand::structure).toList());
            return json.print("planned", ExitCode.DONE, members);
        }
        PrintWriter out = spec.commandLine().getOut();
        UnitCosts.Measured measured = plan.costs().measured();
        out.println("costs of " + measured.product() + ", measured " + measured.on() + " on " + measured.machine()
                + ", load " + measured.load() + " %");
        TextTable table = new TextTable(CapacityTable.HEADER.toArray(new String[0]));
        CapacityTable.rows(plan).forEach(row -> table.row(row.toArray()));
        table.print(out);
        CapacityTable.sentences(plan).forEach(out::println);
        out.flush();
        return ExitCode.DONE;
    }

    private static Map<String, Object> structure(Resource resource) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("resource", resource.name());
        members.put("needed", resource.needed());
        members.put("there", resource.given());
        members.put("minutes", Math.round(resource.hours() * 60));
        members.put("enough", resource.isEnough());
        return members;
    }
}
