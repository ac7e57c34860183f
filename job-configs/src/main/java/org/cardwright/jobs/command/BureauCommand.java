package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.cardwright.jobs.bureau.BureauMachinery;
import org.cardwright.jobs.bureau.BureauReport;
import org.cardwright.jobs.bureau.BureauTerms;
import org.cardwright.jobs.bureau.VirtualBureau;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.machine.bureau.FaultPlan;
import org.cardwright.machine.bureau.Pace;
import org.cardwright.machine.bureau.Stand;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright bureau --cards N --faults P%}: a whole bureau in software. */
@Command(
        name = "bureau",
        description =
                "A simulated bureau: orders become cards on virtual machines, with faults, and every card is accounted for"
                        + " by name; exit 70 when one is not. Below it: devices that are none, for tests.",
        subcommands = {BureauHsmCommand.class})
public final class BureauCommand implements Callable<Integer> {

    /** Visits of all cards are kept until the end. */
    private static final int MOST_CARDS = 10_000;

    @Option(names = "--cards", paramLabel = "N", description = "Cards that are ordered. Default: ${DEFAULT-VALUE}.")
    private int cards = 100;

    @Option(
            names = "--faults",
            paramLabel = "PERCENT",
            description = "Visits at every machine that go wrong, such as 1%%. Default: ${DEFAULT-VALUE}.")
    private String faults = "1%";

    @Option(names = "--product", paramLabel = "NAME", description = "What is ordered. Default: ${DEFAULT-VALUE}.")
    private String product = "visa-sda";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same faults and times. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            description = "How often a card is made before it is given up. Default: ${DEFAULT-VALUE}.")
    private int attempts = 3;

    @Option(
            names = "--machines",
            paramLabel = "STATION=N",
            description =
                    "Machines beside each other: embossing, chips (heads), ...; of encoders, lasers and inserters the count"
                            + " changes simulated time only. May be repeated.")
    private Map<String, Integer> machines = new HashMap<>();

    @Option(
            names = "--seconds",
            paramLabel = "STATION=A-B",
            description = "Shortest and longest time of a card at a station, such as chips=5-20. May be repeated.")
    private Map<String, String> seconds = new HashMap<>();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Good cards of an hour for which heads are counted. Default: what all other stations let pass.")
    private @Nullable Integer rate;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where home, orders, batch, machine definitions and folders go: a new or empty directory, or that of an"
                            + " earlier bureau, which is emptied first. Default: target/bureau.")
    private Path directory = Path.of(System.getProperty("cardwright.checkout", "."), "target", "bureau");

    @Option(names = "--home", paramLabel = "DIR", description = "Its home. Default: home below --out, made anew.")
    private @Nullable Path home;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final BureauMachinery machinery;

    /** With machines as they should be. */
    public BureauCommand() {
        this(BureauMachinery.SOUND);
    }

    /** With these machines. */
    BureauCommand(BureauMachinery machinery) {
        this.machinery = machinery;
    }

    @Override
    public Integer call() throws IOException {
        BureauTerms terms = terms();
        DemoDirectory.prepare(directory);
        HomeDirectory homes = HomeDirectory.open(home == null ? directory.resolve("home") : home);
        try (OpenedHome opened = OpenedHome.open(
                homes,
                OpenedHome.publishedTestPassphrase(),
                ProgressBar.on(spec.commandLine().getErr()))) {
            BureauReport report = new VirtualBureau(homes, opened, directory, machinery).run(terms);
            int exitCode = report.balance().isEven() ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
            BureauSummary summary = new BureauSummary(report, rate);
            if (json.asked()) {
                return json.print(exitCode == ExitCode.DONE ? "balanced" : "not_balanced", exitCode, summary.members());
            }
            summary.print(spec.commandLine().getOut());
            return exitCode;
        }
    }

    private BureauTerms terms() {
        if (cards < 1 || cards > MOST_CARDS) {
            throw new WrongUsageException("--cards is 1 to " + MOST_CARDS);
        }
        if (attempts < 1 || attempts > 9) {
            throw new WrongUsageException("--attempts is 1 to 9");
        }
        if (rate != null && rate < 1) {
            throw new WrongUsageException("--rate is at least 1");
        }
        Map<String, Stand> stands = new TreeMap<>(BureauTerms.usual());
        machines.forEach((station, number) -> stands.compute(station, (name, stand) -> counted(name, stand, number)));
        seconds.forEach((station, range) -> stands.compute(station, (name, stand) -> paced(name, stand, range)));
        return new BureauTerms(product, cards, new FaultPlan(seed, percent()), attempts, stands);
    }

    private double percent() {
        try {
            double percent =
                    Double.parseDouble(faults.endsWith("%") ? faults.substring(0, faults.length() - 1) : faults);
            if (percent >= 0 && percent <= 100) {
                return percent;
            }
        } catch (NumberFormatException malformed) {
            // said below
        }
        throw new WrongUsageException("--faults is 0% to 100%");
    }

    private static Stand counted(String station, @Nullable Stand stand, int number) {
        try {
            return new Stand(number, known(station, stand).pace());
        } catch (IllegalArgumentException wrong) {
            throw new WrongUsageException("--machines: " + wrong.getMessage());
        }
    }

    private static Stand paced(String station, @Nullable Stand stand, String range) {
        Stand known = known(station, stand);
        String[] ends = range.split("-", -1);
        try {
            double shortest = Double.parseDouble(ends[0]);
            double longest = Double.parseDouble(ends[ends.length - 1]);
            if (ends.length <= 2) {
                return new Stand(
                        known.machines(),
                        new Pace(shortest, longest, known.pace().setUpSeconds()));
            }
        } catch (IllegalArgumentException malformed) {
            // said below
        }
        throw new WrongUsageException("--seconds is STATION=SHORTEST-LONGEST, more than 0 and at most 3600");
    }

    private static Stand known(String station, @Nullable Stand stand) {
        if (stand == null) {
            throw new WrongUsageException("there is no station " + station + ", but: "
                    + String.join(", ", BureauTerms.usual().keySet()));
        }
        return stand;
    }
}
