package org.cardwright.machine.bureau;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cardwright.machine.bureau.FaultPlan.At;
import org.cardwright.machine.bureau.JobFiles.Order;
import org.cardwright.machine.bureau.Trays.Tray;
import org.cardwright.machine.queue.CardAnswer.Outcome;
import org.cardwright.machine.queue.Delivery;
import org.cardwright.machine.queue.MachineDefinition;
import org.cardwright.machine.queue.ResultForm;

/**
 * A machine that looks into a folder: it takes the file of a job, works on plastics, and answers in the form of its definition. It knows of a
 * card what it has read in the file and on the plastic, and nothing else.
 */
public final class FolderMachine {

    private static final String NO_PLASTIC = "no-plastic";
    private static final String OTHER_CARD = "other-card";

    private final MachineDefinition machine;
    private final Delivery.HotFolder folder;
    private final Work work;
    private final FaultPlan faults;
    private final Pace pace;

    /**
     * What it does.
     *
     * @param firmware how it reads a job
     * @param trays its plastics
     * @param spoils whether a plastic is lost when it stands; one that only moves cards lets them be
     */
    public record Work(JobFiles.Firmware firmware, Trays trays, boolean spoils) {}

    /**
     * A machine.
     *
     * @param machine with a hot folder
     * @param work what it does
     */
    public FolderMachine(MachineDefinition machine, Work work, FaultPlan faults, Pace pace) {
        this.machine = machine;
        this.work = work;
        this.faults = faults;
        this.pace = pace;
        if (!(machine.delivery() instanceof Delivery.HotFolder hot)) {
            throw new IllegalArgumentException("machine " + machine.name() + " has no hot folder");
        }
        this.folder = hot;
    }

    /** The file in which it answers. */
    private record Answer(Path file, String text) {}

    /** What a job came to. */
    public static final class Made {
        private final List<Visit> visits;
        private final List<Answer> rest;

        private Made(List<Visit> visits, List<Answer> rest) {
            this.visits = visits;
            this.rest = rest;
        }

        /** One for each plastic, in order. */
        public List<Visit> visits() {
            return List.copyOf(visits);
        }

        /** True when only a part of the answer lies in the folder: a station that believes it is wrong. */
        public boolean isTorn() {
            return !rest.isEmpty();
        }

        /** Writes what is missing. */
        public void finish() throws IOException {
            for (Answer answer : rest) {
                Files.writeString(answer.file, answer.text, StandardOpenOption.TRUNCATE_EXISTING);
            }
        }
    }

    /** What became of one card of the file: a row of the answer, or none. */
    private record Row(Order order, String plastic, Optional<Outcome> outcome, String error) {

        boolean isGood() {
            return outcome.equals(Optional.of(Outcome.OK));
        }

        Tray tray() {
            if (outcome.isEmpty()) {
                return Tray.STUCK;
            }
            return isGood() ? Tray.GOOD : Tray.REJECT;
        }
    }

    /**
     * Takes the file of a job, and answers.
     *
     * @throws IllegalArgumentException when the file cannot be read
     */
    public Made work(String job) throws IOException {
        Path file = folder.directory().resolve(job + folder.suffix());
        List<Order> orders = work.firmware.read(new String(Files.readAllBytes(file), machine.charset()));
        Files.delete(file);
        work.trays.bring(orders.stream().map(Order::control).toList());
        List<Visit> visits = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (Order order : orders) {
            Optional<Plastic> plastic = work.trays.take(order.control());
            plastic.ifPresentOrElse(
                    found -> rows.add(made(job, order, found, visits)),
                    () -> rows.add(new Row(order, "", Optional.of(Outcome.REJECT), NO_PLASTIC)));
        }
        boolean torn = visits.stream().anyMatch(visit -> visit.fault().equals(Optional.of(Fault.TORN_WRITE)));
        return new Made(visits, answered(job, rows, torn));
    }

    private Row made(String job, Order order, Plastic plastic, List<Visit> visits) {
        if (!plastic.isMarked()) {
            plastic.mark(order.control());
        }
        At at = new At(
                machine.route().room(), plastic.mark().card(), plastic.mark().attempt());
        Optional<Fault> fault = faults.fault(at, Fault.OF_FOLDERS);
        Row row = row(order, plastic, fault);
        work.trays.leave(plastic, row.tray());
        visits.add(new Visit(
                machine.route().room(),
                plastic.mark().card(),
                plastic.mark().attempt(),
                job,
                pace.seconds(faults.share(at)),
                fault,
                row.isGood()));
        return row;
    }

    /** A torn answer is made whole later: the card of the fault is as good as the others. */
    private Row row(Order order, Plastic plastic, Optional<Fault> fault) {
        if (!plastic.mark().equals(order.control())) {
            return new Row(order, plastic.number(), Optional.of(Outcome.REJECT), OTHER_CARD);
        }
        order.work().on(plastic);
        boolean stands = fault.equals(Optional.of(Fault.JAM)) || fault.equals(Optional.of(Fault.POWER_CUT));
        String wrong = stands && work.spoils ? fault.get().code() : work.trays.judge(plastic);
        if (!wrong.isEmpty()) {
            return new Row(order, plastic.number(), Optional.of(Outcome.REJECT), wrong);
        }
        return fault.equals(Optional.of(Fault.LOST_RESPONSE))
                ? new Row(order, plastic.number(), Optional.empty(), "")
                : new Row(order, plastic.number(), Optional.of(Outcome.OK), "");
    }

    /** Writes the result files, or a part of them; gives back what is missing then. */
    private List<Answer> answered(String job, List<Row> rows, boolean torn) throws IOException {
        List<Answer> rest = new ArrayList<>();
        for (ResultForm form : folder.results()) {
            Path file = folder.directory().resolve(job + form.suffix());
            String text = text(form, job, rows);
            Files.writeString(file, torn ? text.substring(0, text.length() / 2) : text);
            if (torn) {
                rest.add(new Answer(file, text));
            }
        }
        return rest;
    }

    private static String text(ResultForm form, String job, List<Row> all) {
        List<Row> rows = all.stream()
                .filter(row -> row.outcome.isPresent())
                .filter(row ->
                        form.words().all().isEmpty() || form.words().all().equals(row.outcome))
                .toList();
        String header = form.header()
                ? form.columns().stream().map(Enum::name).collect(Collectors.joining("" + form.delimiter())) + "\n"
                : "";
        return rows.stream().map(row -> line(form, job, row) + "\n").collect(Collectors.joining("", header, ""))
                + form.end() + form.delimiter() + rows.size() + "\n";
    }

    private static String line(ResultForm form, String job, Row row) {
        return form.columns().stream()
                .map(column -> switch (column) {
                    case JOB -> job;
                    case SEQUENCE -> Integer.toString(row.order.sequence());
                    case REFERENCE -> row.order.control().toString();
                    case OUTCOME -> word(form, row);
                    case ERROR -> row.error;
                    case PLASTIC -> row.isGood() ? row.plastic : "";
                    case OTHER -> "";
                })
                .collect(Collectors.joining("" + form.delimiter()));
    }

    private static String word(ResultForm form, Row row) {
        return (row.isGood() ? form.words().ok() : form.words().reject())
                .stream().sorted().findFirst().orElse("");
    }
}
