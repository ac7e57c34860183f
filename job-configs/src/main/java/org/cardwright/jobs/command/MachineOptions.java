package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.MachineCards;
import org.cardwright.jobs.wiring.MachineShift;
import org.cardwright.jobs.wiring.MachinesOfHome;
import org.cardwright.jobs.wiring.PinMailDay;
import org.cardwright.machine.queue.MachineDefinition;
import org.cardwright.pipeline.launch.Pipeline;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.StationDesk;
import org.cardwright.pipeline.ledger.StationJob;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code personalize DIR --machine NAME}: the cards of a sealed batch to embossers, encoders, lasers and printers. */
final class MachineOptions {

    @Option(
            names = "--machine",
            paramLabel = "NAME",
            description =
                    "A machine of config/machines; several work beside each other. Exit 75 while one has not answered,"
                            + " 70 when a card waits for a person.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for what a machine with a hot folder says. Default: ${DEFAULT-VALUE}.")
    private int waitSeconds = 10;

    @Option(
            names = "--good",
            paramLabel = "CARD",
            description =
                    "Somebody has seen that this card, which waits at the machine, is made; another person approves.")
    private @Nullable String good;

    @Option(
            names = "--spoiled",
            paramLabel = "CARD",
            description =
                    "Somebody has destroyed this card, which waits at the machine, or knows that it is nowhere: make"
                            + " it again; another person approves.")
    private @Nullable String spoiled;

    @Option(
            names = "--give-up",
            paramLabel = "JOB",
            description = "The machine will not answer about this job: each of its cards without an answer waits for a"
                    + " person.")
    private @Nullable String givenUp;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why somebody decides; it stands in the audit.")
    private String why = "";

    @Mixin
    private OperatorOption operator = new OperatorOption();

    /** Who works, for whatever this command does. */
    OperatorOption operator() {
        return operator;
    }

    boolean asked() {
        return !names.isEmpty();
    }

    /** True when a person decides, who says himself who he is; otherwise a machine works. */
    boolean decides() {
        return good != null || spoiled != null || givenUp != null;
    }

    /** Does what was asked for, in a home whose batch has been verified. */
    MachineReport run(HomeDirectory home, MachineCards cards, Pipeline pipeline) throws IOException {
        StationDesk desk = pipeline.chipProduction().stations();
        MachinesOfHome machines = MachinesOfHome.load(home);
        if (new HashSet<>(names).size() < names.size()) {
            throw new WrongUsageException("a machine is named twice");
        }
        List<MachineDefinition> chosen = names.stream().map(machines::machine).toList();
        if (decides()) {
            List<String> requests = decide(chosen, machines, cards, desk);
            return MachineReport.of(cards, desk.jobs(), machines, List.of()).asking(requests);
        }
        MachineCards allowed = cards.mailing(PinMailDay.rule(home, chosen, cards.batch(), pipeline));
        return MachineReport.of(cards, desk.jobs(), machines, work(chosen, machines, allowed, desk));
    }

    /** The requests that another person must approve. */
    private List<String> decide(
            List<MachineDefinition> chosen, MachinesOfHome machines, MachineCards cards, StationDesk desk)
            throws IOException {
        if (chosen.size() != 1) {
            throw new WrongUsageException("a decision is about one machine");
        }
        MachineDefinition machine = chosen.get(0);
        String room = machine.route().room();
        String batch = cards.batch();
        List<String> requests = new ArrayList<>();
        try (OperatorLogin login = operator.login()) {
            StationDesk.Spoken spoken = new StationDesk.Spoken(login, why);
            if (givenUp != null) {
                StationJob job = desk.jobs()
                        .open(batch, machine.name())
                        .filter(open -> open.name().equals(givenUp))
                        .orElseThrow(() -> new WrongUsageException("the machine does not have job " + givenUp));
                try (MachineShift shift = new MachineShift(desk.jobs(), machine, machines.rooms(), cards)) {
                    desk.giveUp(job, spoken, () -> withdraw(shift, job.name()));
                }
            }
            if (good != null) {
                StationDesk.At at = new StationDesk.At(batch, room, good);
                requests.add(desk.request(at, StationDesk.Found.GOOD, spoken).id());
            }
            if (spoiled != null) {
                StationDesk.At at = new StationDesk.At(batch, room, spoiled);
                requests.add(desk.request(at, StationDesk.Found.SPOILED, spoken).id());
            }
        }
        return requests;
    }

    private static void withdraw(MachineShift shift, String job) {
        try {
            shift.withdraw(job);
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }

    /** Each machine in a thread of its own; the ledger gives no card to two of them. */
    private List<MachineShift.Ended> work(
            List<MachineDefinition> chosen, MachinesOfHome machines, MachineCards cards, StationDesk desk)
            throws IOException {
        List<Callable<MachineShift.Ended>> shifts = new ArrayList<>();
        for (MachineDefinition machine : chosen) {
            shifts.add(() -> {
                try (MachineShift shift = new MachineShift(desk.jobs(), machine, machines.rooms(), cards)) {
                    return shift.work(Duration.ofSeconds(waitSeconds));
                }
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(shifts.size());
        try {
            List<MachineShift.Ended> ended = new ArrayList<>();
            for (Future<MachineShift.Ended> shift : threads.invokeAll(shifts)) {
                ended.add(result(shift));
            }
            return ended;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while machines work", interrupted);
        } finally {
            threads.shutdown();
        }
    }

    private static MachineShift.Ended result(Future<MachineShift.Ended> shift)
            throws IOException, InterruptedException {
        try {
            return shift.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException ours) {
                throw ours;
            }
            if (failed.getCause() instanceof IOException ours) {
                throw ours;
            }
            throw new IllegalStateException("a shift broke", failed);
        }
    }
}
