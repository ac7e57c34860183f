package org.cardwright.jobs.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cardwright.jobs.bureau.BureauBalance;
import org.cardwright.jobs.bureau.BureauReport;
import org.cardwright.jobs.bureau.BureauTerms;
import org.cardwright.machine.bureau.StationTimes;
import org.jspecify.annotations.Nullable;

/** What {@code cardwright bureau} says at its end. */
final class BureauSummary {

    private static final int SHOWN_NAMES = 20;
    private static final double NANOS = 1e9;

    private final BureauReport report;
    private final List<StationTimes> stations;
    private final StationTimes slowest;
    private final double wanted;

    /**
     * Of a bureau.
     *
     * @param rate good cards of an hour for which heads are counted; nothing for what the other stations let pass
     */
    BureauSummary(BureauReport report, @Nullable Integer rate) {
        this.report = report;
        this.stations = report.stations();
        this.slowest = report.slowest(stations);
        this.wanted = rate == null ? Math.floor(report.rateWithoutHeads(stations)) : rate;
    }

    private int heads() {
        return stations.stream()
                .filter(station -> station.station().equals(BureauTerms.CHIPS))
                .mapToInt(station -> station.machinesFor(wanted))
                .sum();
    }

    void print(PrintWriter out) {
        balance(out);
        times(out);
        double processor = report.software().processorNanos() / NANOS;
        out.printf(
                Locale.ROOT,
                "%ncards per hour  %.0f in simulated time, %s until the last envelope%n",
                report.cardsPerHour(stations),
                hours(report.endSeconds(stations)));
        out.printf(
                Locale.ROOT, "slowest station  %s: %.0f cards per hour%n", slowest.station(), slowest.cardsPerHour());
        out.printf(Locale.ROOT, "chip heads for %.0f cards per hour  %d%n", wanted, heads());
        out.printf(
                Locale.ROOT,
                "software at one head  %.0f cards per hour, %.0f times as fast as its chip; %.1f ms of processor for a card"
                        + " (the simulated chip's own work included)%n",
                report.softwareCardsPerHour(),
                report.timesFasterThanChip(stations),
                report.software().cards() == 0
                        ? 0
                        : processor * 1_000 / report.software().cards());
        out.printf(Locale.ROOT, "machines in real time  %.1f s%n", report.real().machineSeconds());
        out.flush();
    }

    private void balance(PrintWriter out) {
        BureauBalance balance = report.balance();
        TextTable table = new TextTable("room", "in", "good", "rejected", "held", "remade");
        balance.lines()
                .forEach(line ->
                        table.row(line.room(), line.in(), line.good(), line.rejected(), line.held(), line.remade()));
        table.print(out);
        out.println();
        out.println("cards " + report.terms().cards() + ": good " + report.goodCards() + ", rejected "
                + balance.cards().getOrDefault("rejected", 0) + ", held "
                + balance.cards().getOrDefault("held", 0));
        balance.names().stream().limit(SHOWN_NAMES).forEach(name -> out.println("  " + name));
        if (balance.names().size() > SHOWN_NAMES) {
            out.println("  and " + (balance.names().size() - SHOWN_NAMES) + " more, all in --json");
        }
        out.println(balance.isEven() ? "balance  0" : "balance  NOT 0:");
        balance.differences().forEach(difference -> out.println("  " + difference));
        out.println();
    }

    private void times(PrintWriter out) {
        double end = report.endSeconds(stations);
        TextTable table = new TextTable("station", "machines", "cards", "good", "load %", "repair min", "cards/h");
        stations.forEach(station -> table.row(
                station.station(),
                station.machines(),
                station.visits(),
                station.good(),
                Math.round(100 * station.load(end)),
                Math.round(station.repairSeconds() / 60),
                Math.round(station.cardsPerHour())));
        table.print(out);
    }

    private static String hours(double seconds) {
        long minutes = Math.round(seconds / 60);
        return String.format(Locale.ROOT, "%d:%02d h", minutes / 60, minutes % 60);
    }

    Map<String, Object> members() {
        Map<String, Object> members = LedgerStructure.object();
        members.put("seed", report.terms().faults().seed());
        members.put("product", report.terms().product());
        members.put("cards", report.terms().cards());
        members.put("ended", Map.copyOf(report.balance().cards()));
        members.put("rooms", rooms());
        members.put("not_good", report.balance().names());
        members.put("differences", report.balance().differences());
        members.put("stations", times());
        members.put("cards_per_hour", Math.round(report.cardsPerHour(stations)));
        members.put("simulated_seconds", Math.round(report.endSeconds(stations)));
        members.put("slowest_station", slowest.station());
        members.put("wanted_cards_per_hour", Math.round(wanted));
        members.put("heads_needed", heads());
        Map<String, Object> software = LedgerStructure.object();
        software.put("cards_per_hour_per_head", Math.round(report.softwareCardsPerHour()));
        software.put("times_chip", Math.round(report.timesFasterThanChip(stations)));
        software.put("processor_milliseconds", Math.round(report.software().processorNanos() / 1e6));
        software.put("machine_milliseconds", Math.round(report.real().machineSeconds() * 1_000));
        members.put("software", software);
        return members;
    }

    private List<Object> rooms() {
        List<Object> rooms = new ArrayList<>();
        for (BureauBalance.Line line : report.balance().lines()) {
            Map<String, Object> room = LedgerStructure.object();
            room.put("room", line.room());
            room.put("in", line.in());
            room.put("good", line.good());
            room.put("rejected", line.rejected());
            room.put("held", line.held());
            room.put("remade", line.remade());
            rooms.add(room);
        }
        return rooms;
    }

    private List<Object> times() {
        List<Object> all = new ArrayList<>();
        for (StationTimes station : stations) {
            Map<String, Object> one = LedgerStructure.object();
            one.put("station", station.station());
            one.put("machines", station.machines());
            one.put("visits", station.visits());
            one.put("good", station.good());
            one.put("work_seconds", Math.round(station.workSeconds()));
            one.put("repair_seconds", Math.round(station.repairSeconds()));
            one.put("cards_per_hour", Math.round(station.cardsPerHour()));
            all.add(one);
        }
        return all;
    }
}
