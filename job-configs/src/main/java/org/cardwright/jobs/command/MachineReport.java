package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cardwright.jobs.wiring.MachineCards;
import org.cardwright.jobs.wiring.MachineShift;
import org.cardwright.jobs.wiring.MachinesOfHome;
import org.cardwright.pipeline.ledger.StationCard;
import org.cardwright.pipeline.ledger.StationJobs;
import org.cardwright.pipeline.ledger.StationSheet;

/**
 * What machines have made of a batch: the control sheet, the jobs that wait, the cards that wait for a person.
 *
 * @param sheet room by room
 * @param shifts of this call
 * @param held cards that wait for a person
 * @param orders what the issuer calls them, by index
 * @param requests decisions of this call, each waits for a second person
 */
record MachineReport(
        StationSheet sheet,
        List<MachineShift.Ended> shifts,
        List<StationCard> held,
        Map<Long, String> orders,
        List<String> requests) {

    MachineReport {
        shifts = List.copyOf(shifts);
        held = List.copyOf(held);
        requests = List.copyOf(requests);
    }

    /** Counts, and refuses what does not balance. */
    static MachineReport of(
            MachineCards cards, StationJobs jobs, MachinesOfHome machines, List<MachineShift.Ended> shifts)
            throws IOException {
        List<StationCard> all = jobs.cards(cards.batch());
        List<StationCard> held = StationSheet.held(all, machines.attempts());
        Map<Long, String> orders =
                cards.orders(held.stream().map(card -> card.of().card()).collect(Collectors.toSet()));
        return new MachineReport(
                StationSheet.of(jobs.jobs(cards.batch()), all, machines.rooms().before()),
                shifts,
                held,
                orders,
                List.of());
    }

    /** With the decisions that another person must approve. */
    MachineReport asking(List<String> asked) {
        return new MachineReport(sheet, shifts, held, orders, asked);
    }

    int exitCode() {
        boolean odd = shifts.stream().anyMatch(shift -> shift.foreign() > 0);
        if (!held.isEmpty() || odd) {
            return ExitCode.NOT_VERIFIED;
        }
        boolean waits = shifts.stream()
                .anyMatch(
                        shift -> !shift.waiting().isEmpty() || !shift.stopped().isEmpty());
        return waits ? ExitCode.TRY_AGAIN : ExitCode.DONE;
    }

    void print(PrintWriter out) {
        TextTable table = new TextTable("room", "taken", "ok", "rejected", "unknown", "open", "decided");
        sheet.lines()
                .forEach(line -> table.row(
                        line.room(),
                        line.taken(),
                        line.ok(),
                        line.rejected(),
                        line.unknown(),
                        line.open(),
                        line.decided()));
        table.print(out);
        for (MachineShift.Ended shift : shifts) {
            out.println(shift.machine() + ": " + shift.jobs() + " jobs ended"
                    + (shift.waiting().isEmpty() ? "" : ", " + shift.waiting() + " has no answer yet")
                    + (shift.stopped().isEmpty() ? "" : "; " + shift.stopped())
                    + (shift.repeated() == 0 ? "" : "; " + shift.repeated() + " answers were repeated")
                    + (shift.foreign() == 0 ? "" : "; " + shift.foreign() + " answers belong to no card"));
        }
        requests.forEach(request -> out.println("asked for: cardwright approve " + request + ", by another person"));
        held.forEach(card -> out.println("card " + card.reference() + ", order "
                + orders.getOrDefault(card.of().card(), "") + ", waits for a person in "
                + card.of().room() + " ("
                + card.state()
                + (card.said().error().isEmpty() ? "" : " " + card.said().error()) + ")"));
        out.flush();
    }

    Map<String, Object> members() {
        Map<String, Object> members = LedgerStructure.object();
        List<Object> rooms = new ArrayList<>();
        for (StationSheet.Line line : sheet.lines()) {
            Map<String, Object> room = LedgerStructure.object();
            room.put("room", line.room());
            room.put("taken", line.taken());
            room.put("ok", line.ok());
            room.put("rejected", line.rejected());
            room.put("unknown", line.unknown());
            room.put("open", line.open());
            room.put("decided", line.decided());
            rooms.add(room);
        }
        members.put("rooms", rooms);
        members.put(
                "waiting",
                shifts.stream()
                        .map(MachineShift.Ended::waiting)
                        .filter(job -> !job.isEmpty())
                        .toList());
        members.put("requests", requests);
        members.put("held", held.stream().map(StationCard::reference).toList());
        return members;
    }
}
