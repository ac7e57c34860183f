package org.cardwright.jobs.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardwright.pipeline.ledger.ChipCount;
import org.cardwright.pipeline.ledger.ChipSheet;
import org.cardwright.pipeline.ledger.ChipSheet.HeadLine;
import org.cardwright.pipeline.ledger.ChipSheet.RunLine;

/** The audit control sheet of a group of cards, to print and to sign, and as the members of a JSON object. P-17. */
final class ControlSheet {

    private static final String SIGNATURE = "________________________";

    private ControlSheet() {}

    static List<String> text(ChipSheet sheet) {
        List<String> lines = new ArrayList<>();
        ChipCount now = sheet.now();
        lines.add("audit control sheet: chip personalization");
        lines.add("batch " + sheet.group().batch());
        lines.add("cards " + sheet.group().name());
        for (RunLine run : sheet.runs()) {
            lines.add("");
            lines.add("run " + run.number() + " at station " + run.station() + ", " + run.begunAt() + " to "
                    + (run.endedAt().isEmpty() ? "(goes on)" : run.endedAt() + ": " + run.ending()));
            lines.add("  cards  initial " + run.cards() + "  carried over " + run.carried() + "  handed on "
                    + run.good() + "  left " + (run.cards() - run.carried() - run.good()));
            run.heads().forEach(head -> lines.add("  blanks " + head(head)));
        }
        lines.add("");
        lines.add("now  cards " + now.cards() + "  good " + now.good() + "  held " + now.held() + "  withdrawn "
                + now.withdrawn() + "  open " + now.open());
        lines.add("made one by one at desks  " + sheet.atDesks());
        lines.add("samples  " + sheet.samples().taken() + "  destroyed before two persons  "
                + (sheet.samples().taken() - sheet.samples().open().size()));
        sheet.samples().open().forEach(chip -> lines.add("  to be destroyed: chip " + chip));
        lines.add("difference  " + sheet.difference());
        lines.add("");
        lines.add("operator " + SIGNATURE + "  reviewer " + SIGNATURE);
        return lines;
    }

    private static String head(HeadLine head) {
        return head.head() + ": taken " + head.taken() + "  handed on " + head.good() + "  rejected " + head.scrapped()
                + "  returned " + head.returned() + "  sample " + head.sample()
                + more("used before", head.used())
                + more("left in it when the run died", head.cutOff())
                + more("in it", head.inHead());
    }

    private static String more(String what, int blanks) {
        return blanks == 0 ? "" : "  " + what + " " + blanks;
    }

    static Map<String, Object> members(ChipSheet sheet) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("batch", sheet.group().batch());
        members.put("group", sheet.group().name());
        members.put("cards", sheet.now().cards());
        members.put("good", sheet.now().good());
        members.put("held", sheet.now().held());
        members.put("withdrawn", sheet.now().withdrawn());
        members.put("open", sheet.now().open());
        members.put("at_desks", sheet.atDesks());
        members.put("samples", sheet.samples().taken());
        members.put("samples_to_destroy", sheet.samples().open());
        members.put("difference", sheet.difference());
        members.put("runs", sheet.runs().stream().map(ControlSheet::run).toList());
        return members;
    }

    private static Map<String, Object> run(RunLine run) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("run", run.number());
        members.put("station", run.station());
        members.put("begun_at", run.begunAt());
        members.put("ended_at", run.endedAt());
        members.put("ending", run.ending());
        members.put("initial", run.cards());
        members.put("carried_over", run.carried());
        members.put("handed_on", run.good());
        members.put("heads", run.heads().stream().map(ControlSheet::members).toList());
        return members;
    }

    private static Map<String, Object> members(HeadLine head) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("head", head.head());
        members.put("taken", head.taken());
        members.put("handed_on", head.good());
        members.put("rejected", head.scrapped());
        members.put("returned", head.returned());
        members.put("sample", head.sample());
        members.put("used_before", head.used());
        members.put("cut_off", head.cutOff());
        members.put("in_head", head.inHead());
        return members;
    }
}
