package org.cardwright.machine.terminal;

import java.util.List;
import java.util.Map;
import org.cardwright.formats.emv.TerminalVerificationResults;
import org.cardwright.machine.channel.Transcript;
import org.cardwright.machine.terminal.HtmlPage.Cell;

/** A transaction for people, as text or as one page of HTML. Everything in it is masked as in its {@link Transcript}. */
public final class TransactionPage {

    private static final String RESERVED = "rfu-";

    private final String title;
    private final Transcript transcript;
    private final TransactionResult result;

    /**
     * Of a transaction.
     *
     * @param title what it was: no card number
     * @param transcript of its commands
     */
    public TransactionPage(String title, Transcript transcript, TransactionResult result) {
        this.title = title;
        this.transcript = transcript;
        this.result = result;
    }

    /** The commands, then the story, then the verdict. */
    public List<String> text() {
        List<String> lines = new java.util.ArrayList<>(List.of(title, ""));
        lines.addAll(transcript.lines());
        lines.add("");
        lines.addAll(result.text());
        lines.add("");
        lines.add(verdict());
        return lines;
    }

    private String verdict() {
        return result.isAccepted() ? "accepted" : "refused " + result.faults();
    }

    /** One file that needs nothing else. */
    public String html() {
        HtmlPage page = new HtmlPage(title);
        String why = result.reason().isEmpty() ? "" : ": " + result.reason();
        page.table("", "")
                .row(List.of(
                        Cell.of("outcome"),
                        new Cell(result.ending() + why, verdict(), result.isAccepted() ? "good" : "bad")))
                .row(List.of(
                        Cell.of("offline data authentication"),
                        Cell.of(result.authentication().name())))
                .row(List.of(
                        Cell.of("CVM results 9F34"),
                        Cell.of(result.cardholderVerification().toHex())))
                .row(List.of(
                        Cell.of("issuer"),
                        Cell.of(result.answer().map(HostAnswer::text).orElse("was not asked"))))
                .endTable();
        page.heading("What happened").lines(result.steps());
        bits(page);
        page.heading("Commands");
        commands(page);
        return page.html();
    }

    private void bits(HtmlPage page) {
        page.heading("Terminal Verification Results 95: " + result.results()).table("bit", "");
        for (String name : TerminalVerificationResults.allNames()) {
            boolean set = result.results().names().contains(name);
            if (set || !name.startsWith(RESERVED)) {
                page.row(List.of(Cell.of(name), state(set, result.faults().contains(name) ? "bad" : "open")));
            }
        }
        page.endTable();
        page.heading("Transaction Status Information 9B: "
                        + result.statusInformation().toHex())
                .table("bit", "");
        for (Map.Entry<String, Boolean> bit :
                StatusInformation.bits(result.statusInformation()).entrySet()) {
            page.row(List.of(Cell.of(bit.getKey()), state(bit.getValue(), "good")));
        }
        page.endTable();
    }

    private static Cell state(boolean set, String look) {
        return set ? new Cell("1", "", look) : Cell.of("0");
    }

    /** One row for each command: what was said, what came back, tag by tag. */
    private void commands(HtmlPage page) {
        page.table("command", "answer");
        List<String> lines = transcript.lines();
        int at = 0;
        while (at < lines.size()) {
            String command = lines.get(at++);
            StringBuilder answer = new StringBuilder();
            String status = "";
            while (at < lines.size()
                    && !lines.get(at).startsWith("> ")
                    && !lines.get(at).startsWith("# ")) {
                String line = lines.get(at++);
                boolean head = line.startsWith("< ");
                status = head ? line.substring(2) : status;
                answer.append(head ? "" : line.strip() + "; ");
            }
            boolean good = status.startsWith("9000");
            page.row(List.of(
                    Cell.of(command.substring(Math.min(2, command.length()))),
                    new Cell(status, answer.toString(), good || status.isEmpty() ? "" : "open")));
        }
        page.endTable();
    }
}
